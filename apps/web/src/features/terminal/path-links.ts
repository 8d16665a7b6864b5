export interface PathLink {
  /** UTF-16 units of the line: the first, and one past the last. */
  start: number;
  end: number;
  /** Relative to the folder the program runs in, or absolute. */
  path: string;
  line: number;
  column?: number;
}

/** `src/main.ts:12:3`, `main.py:7`, `Makefile:3` and `File "a/b.py", line 3`, as compilers and test runners print them. */
const patterns = [
  /(?<path>(?:\.{0,2}\/)?[\p{L}\p{M}\p{N}_@.+-]+(?:\/[\p{L}\p{M}\p{N}_@.+-]+)*\.[a-zA-Z_]\w*):(?<line>\d{1,7})(?::(?<column>\d{1,5}))?/gu,
  /(?<path>(?:\.{0,2}\/)?(?:[\p{L}\p{M}\p{N}_@.+-]+\/)*(?:[A-Z][a-z]+file|makefile|GNUmakefile)):(?<line>\d{1,7})(?::(?<column>\d{1,5}))?/gu,
  /File "(?<path>[^"]+)", line (?<line>\d{1,7})/g,
];

/** The places in files that a line of output names. */
export function findPathLinks(text: string): PathLink[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): PathLink[] => {
      const { path = '', line, column } = match.groups ?? {};
      if (isHost(text, match.index)) return [];
      return [
        {
          start: match.index,
          end: match.index + match[0].length,
          path,
          line: Number(line),
          ...(column === undefined ? {} : { column: Number(column) }),
        },
      ];
    }),
  );
}

/** Behind `//` stands the host of an address; only `file://` has none. */
function isHost(text: string, index: number): boolean {
  return (
    text.slice(Math.max(0, index - 2), index + 1).includes('//') && !text.slice(0, index).endsWith('file://')
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
