export interface PathLink {
  /** Characters of the line: the first, and one past the last. */
  start: number;
  end: number;
  /** Relative to the project's root, or absolute. */
  path: string;
  line: number;
  column?: number;
}

/** `src/main.ts:12:3`, `main.py:7` and `File "a/b.py", line 3`, as compilers and test runners print them. */
const patterns = [
  /(?<path>(?:\.{0,2}\/)?[\w@.+-]+(?:\/[\w@.+-]+)*\.\w+):(?<line>\d{1,7})(?::(?<column>\d{1,5}))?/g,
  /File "(?<path>[^"]+)", line (?<line>\d{1,7})/g,
];

/** The places in files that a line of output names. */
export function findPathLinks(text: string): PathLink[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): PathLink[] => {
      const { path = '', line, column } = match.groups ?? {};
      // Behind `//` it is the host of an address.
      if (text.slice(Math.max(0, match.index - 2), match.index + 1).includes('//')) return [];
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

/** The path relative to the project's root, seen from the folder the program runs in; undefined when it is outside. */
export function projectPath(path: string, cwd: string): string | undefined {
  if (path.startsWith('/') || cwd.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of `${cwd}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
