/** The project path that a link in a file of `folder` leads to, or null when it leads to no other file of the project. */
export function resolveLink(folder: string, href: string): string | null {
  const [target = ''] = href.split(/[?#]/);
  if (target === '') return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(target);
  } catch {
    return null;
  }
  const parts = decoded.startsWith('/') || folder === '.' ? [] : folder.split('/');
  for (const part of decoded.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length > 0 ? parts.join('/') : null;
}
