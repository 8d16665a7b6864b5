import { fittedName, isTooLong } from '@berth/protocol/file-name';

/** Paths as the contract has them: relative to the project's root, with `/`; the root itself is `.`. */
export const ROOT = '.';

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? ROOT : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joinPath(folder: string, name: string): string {
  return folder === ROOT ? name : `${folder}/${name}`;
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === ROOT || path === folder || path.startsWith(`${folder}/`);
}

/** Where `path` is after `from` became `to`; itself when it is not concerned. */
export function movedPath(path: string, from: string, to: string): string {
  return isWithin(path, from) ? to + path.slice(from.length) : path;
}

/** The folders above a path, the outermost first, without the root. */
export function ancestorsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** What is wrong with a name, or undefined. A name may have `/` to create folders on the way. */
export function nameProblem(name: string, options: { nested: boolean }): string | undefined {
  if (name.trim() === '') return 'Give it a name.';
  if (name.includes('\0')) return 'A name has no NUL character.';
  if (!options.nested && name.includes('/')) return 'A name has no “/”.';
  const parts = name.split('/');
  if (name.startsWith('/')) return 'A name does not start with “/”.';
  if (parts.some((part, index) => part === '' && index < parts.length - 1))
    return 'A folder on the way has no name.';
  if (parts.some((part) => part === '.' || part === '..')) return '“.” and “..” are not names.';
  if (parts.some(isTooLong)) return 'A name has at most 255 bytes.';
  return undefined;
}

/** The name of a copy that is not taken yet: `a copy.txt`, `a copy 2.txt`. One that would be too long is shortened. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 1; ; count++) {
    const candidate = fittedName(stem, ` copy${count === 1 ? '' : ` ${count}`}${extension}`);
    if (!taken.has(candidate)) return candidate;
  }
}

/** A name as a line of the tree shows it: what would break the line, or turn it around, as a sign of its own. */
export function shownName(name: string): string {
  return name.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}
