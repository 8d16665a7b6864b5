export interface Hunk {
  /** `@@ -1,3 +1,4 @@ function` */
  header: string;
  lines: string[];
}

/** The hunks of a unified diff of one file. Lines are counted, so that content that looks like a header is none. */
export function parseHunks(diff: string): Hunk[] {
  const hunks: Hunk[] = [];
  let left = { old: 0, new: 0 };
  for (const line of diff.split('\n')) {
    const current = hunks.at(-1);
    if (left.old > 0 || left.new > 0 || line.startsWith('\\')) {
      current?.lines.push(line);
      if (line.startsWith('-')) left.old -= 1;
      else if (line.startsWith('+')) left.new -= 1;
      else if (!line.startsWith('\\')) left = { old: left.old - 1, new: left.new - 1 };
      continue;
    }
    const counts = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (!counts) continue;
    hunks.push({ header: line, lines: [] });
    left = { old: Number(counts[1] ?? 1), new: Number(counts[2] ?? 1) };
  }
  return hunks;
}
