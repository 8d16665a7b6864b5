import { urlPattern } from './url-links';

export interface PathLink {
  /** UTF-16 units of the line: the first, and one past the last. */
  start: number;
  end: number;
  /** Relative to the folder the program runs in, or absolute. */
  path: string;
  line: number;
  column?: number;
  /** Paths with blanks in them that end in this one, longest first: which of them is meant is seen by which is there. */
  wider: string[];
}

/** What may be a part of a path before it, in words and in characters. */
const MAX_WORDS = 8;
const MAX_CHARS = 300;

const letter = String.raw`[\p{L}\p{M}\p{N}_@.+$-]`;
/** A name in a path, also `[slug]` and `(group)` as frameworks name folders. */
const name = String.raw`(?:${letter}|\[{1,2}${letter}+\]{1,2}|\(${letter}+\))+`;
const file = String.raw`(?:${name}\.[a-zA-Z_]\w*|[A-Z][a-z]+file|makefile|GNUmakefile)`;
/** `:12:3`, `:12`, `(12,3)`, `: line 12` and `: 12:`, as compilers, test runners and shells write a place. */
const place = String.raw`(?::(?<line>\d{1,7})(?::(?<column>\d{1,5}))?|\((?<lineIn>\d{1,7}),(?<columnIn>\d{1,5})\)|: (?:line )?(?<lineOf>\d{1,7})(?=:))`;
const patterns = [
  // No path begins in the midst of a name, nor behind the slashes of an address: only those of `file://` are followed by one.
  new RegExp(
    String.raw`(?:(?<![\p{L}\p{M}\p{N}_@.+$/)\]-])|(?<=file://))(?<path>(?:\.{0,2}\/)?(?:${name}\/)*${file})${place}`,
    'gu',
  ),
  /File "(?<path>[^"<>]+)", line (?<line>\d{1,7})/g,
];

/** The places in files that a line of output names. */
export function findPathLinks(text: string): PathLink[] {
  const addresses = [...text.matchAll(new RegExp(urlPattern, 'gi'))].map(({ index, 0: url }) => ({
    start: index,
    end: index + url.length,
  }));
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): PathLink[] => {
      const { path = '', line, column, lineIn, columnIn, lineOf } = match.groups ?? {};
      const start = match.index;
      if (addresses.some((address) => start >= address.start && start < address.end)) return [];
      const col = column ?? columnIn;
      return [
        {
          start,
          end: start + match[0].length,
          path,
          line: Number(line ?? lineIn ?? lineOf),
          ...(col === undefined ? {} : { column: Number(col) }),
          wider: widerPaths(text.slice(Math.max(0, start - MAX_CHARS), start), path),
        },
      ];
    }),
  );
}

/** The path with one more word before it each, as far as they may be parts of its name. */
function widerPaths(before: string, path: string): string[] {
  if (/^\.{0,2}\//.test(path)) return [];
  const words = /(?:[^\s:"'`<>|*?]+ )+$/.exec(before)?.[0].split(' ').slice(0, -1) ?? [];
  return (
    words
      .slice(-MAX_WORDS)
      .map((_word, at, last) => `${last.slice(at).join(' ')} ${path}`)
      // A bracket that is not closed in the path stands around it.
      .map((wide) => wide.replace(/^[([{]+(?![^([{]*[)\]}])/, ''))
  );
}

/** The project's folder, and the one the program runs in, as a terminal tells them. */
export interface Folders {
  root: string;
  /** Relative to the root, or absolute when outside. */
  cwd: string;
}

/** The path relative to the project's root; undefined when it is outside. */
export function projectPath(path: string, { root, cwd }: Folders): string | undefined {
  const folder = cwd.startsWith('/') ? cwd : `${root}/${cwd}`;
  const absolute = normalised(path.startsWith('/') ? path : `${folder}/${path}`);
  const inside = `${normalised(root)}/`;
  return absolute.startsWith(inside) ? absolute.slice(inside.length) : undefined;
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
