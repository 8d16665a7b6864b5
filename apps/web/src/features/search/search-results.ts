import type { SearchMatch } from '@berth/protocol/search';

/** A file's matches, in the order of their lines. */
export interface FileMatches {
  path: string;
  matches: readonly SearchMatch[];
}

/** Adds a batch to what was found; files stay in the order in which their first match came. */
export function withMatches(files: readonly FileMatches[], batch: readonly SearchMatch[]): FileMatches[] {
  const added = new Map<string, SearchMatch[]>();
  for (const match of batch) {
    const same = added.get(match.path);
    if (same) same.push(match);
    else added.set(match.path, [match]);
  }
  const known = files.map((file) => {
    const more = added.get(file.path);
    added.delete(file.path);
    return more ? { ...file, matches: [...file.matches, ...more] } : file;
  });
  return [...known, ...[...added].map(([path, matches]) => ({ path, matches }))];
}

export type ResultRow =
  | { kind: 'file'; key: string; path: string; count: number; open: boolean }
  | { kind: 'match'; key: string; match: SearchMatch };

export function resultRows(files: readonly FileMatches[], closed: ReadonlySet<string>): ResultRow[] {
  return files.flatMap(({ path, matches }) => {
    const open = !closed.has(path);
    const file: ResultRow = { kind: 'file', key: path, path, count: matches.length, open };
    if (!open) return [file];
    return [
      file,
      ...matches.map((match): ResultRow => ({ kind: 'match', key: `${path}:${match.line}`, match })),
    ];
  });
}

/** Globs as they are typed: separated by commas. */
export function splitGlobs(typed: string): string[] {
  return typed
    .split(',')
    .map((glob) => glob.trim())
    .filter(Boolean);
}

/** A line's text without its indentation, with the places of its matches. */
export function trimmedMatch({
  text,
  ranges,
}: Pick<SearchMatch, 'text' | 'ranges'>): Pick<SearchMatch, 'text' | 'ranges'> {
  const first = ranges[0]?.[0] ?? 0;
  const lead = Math.min(text.length - text.trimStart().length, first);
  return { text: text.slice(lead).trimEnd(), ranges: ranges.map(([from, to]) => [from - lead, to - lead]) };
}
