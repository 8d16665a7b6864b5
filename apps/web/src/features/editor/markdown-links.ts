import { resolveLink } from './resolve-link';

/** Where a link of a Markdown file leads. */
export type LinkTarget =
  | { kind: 'outside'; url: string }
  /** A part of the file itself. */
  | { kind: 'part'; part: string }
  /** Another file of the project, and the part of it that is meant. */
  | { kind: 'file'; path: string; part: string | null }
  | { kind: 'nowhere' };

export const hasScheme = (url: string): boolean => /^([a-z][a-z+.-]*:|\/\/)/i.test(url);

/** Where a link in the file `path` of a project leads; `folder` is the one the file is in. */
export function linkTarget(href: string, { path, folder }: { path: string; folder: string }): LinkTarget {
  if (hasScheme(href)) return { kind: 'outside', url: href };
  const part = partOf(href);
  if (href.startsWith('#')) return part === null ? { kind: 'nowhere' } : { kind: 'part', part };
  const target = resolveLink(folder, href);
  if (target === null) return { kind: 'nowhere' };
  if (target === path && part !== null) return { kind: 'part', part };
  return { kind: 'file', path: target, part };
}

function partOf(href: string): string | null {
  const sign = href.indexOf('#');
  const part = sign < 0 ? '' : href.slice(sign + 1);
  if (part === '') return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The line that a part such as `L12` or `L12-L20` names, or null. */
export function lineOfPart(part: string): number | null {
  const line = /^L(\d{1,9})(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$/.exec(part)?.[1];
  return line === undefined ? null : Number(line);
}
