export interface ParsedDiff {
  addedLines: number;
  removedLines: number;
  isBinary: boolean;
  /** Where the patch begins, after the counts. */
  patchStart: number;
}

/**
 * Reads the counts that `git diff --numstat --patch` prints before the patch. Bytes are taken as latin1 so that positions are
 * byte positions.
 */
export function parseCounts(output: Buffer): ParsedDiff {
  const result: ParsedDiff = { addedLines: 0, removedLines: 0, isBinary: false, patchStart: output.length };
  let position = 0;
  while (position < output.length) {
    const end = output.indexOf(10, position);
    const line = output.toString('latin1', position, end === -1 ? output.length : end);
    const counts = /^(\d+|-)\t(\d+|-)\t/.exec(line);
    if (!counts) break;
    if (counts[1] === '-') result.isBinary = true;
    else {
      result.addedLines += Number(counts[1]);
      result.removedLines += Number(counts[2]);
    }
    position = end === -1 ? output.length : end + 1;
  }
  // One empty line stands between the counts and the patch.
  result.patchStart = output[position] === 10 ? position + 1 : position;
  return result;
}

/** Cuts at the end of the last whole line. */
export function cutAtLine(patch: Buffer, maxBytes: number): Buffer {
  if (patch.length <= maxBytes) return patch;
  return patch.subarray(0, patch.lastIndexOf(10, maxBytes - 1) + 1);
}

/**
 * The patch with only some of its hunks, counted from 0; undefined when one of them does not exist. Bytes are kept as they are.
 * Of a file that turned into something else, such as a link, there is no part: git deletes the one and adds the other, and any
 * hunk means both.
 */
export function selectHunks(patch: Buffer, wanted: readonly number[]): Buffer | undefined {
  const text = patch.toString('latin1');
  const { starts, files } = structureOf(text);
  if (wanted.some((index) => index >= starts.length)) return undefined;
  if (files > 1) return patch;
  const header = text.slice(0, starts[0]);
  const chosen = [...new Set(wanted)].sort((a, b) => a - b);
  const hunks = chosen.map((index) => text.slice(starts[index], starts[index + 1]));
  return Buffer.from(header + hunks.join(''), 'latin1');
}

/** Positions of the hunk headers, and the number of file headers. A hunk's lines are counted, so that content that looks like a header is none. */
function structureOf(text: string): { starts: number[]; files: number } {
  const starts: number[] = [];
  let files = 0;
  let position = 0;
  let left = { old: 0, new: 0 };
  while (position < text.length) {
    const newline = text.indexOf('\n', position);
    const end = newline === -1 ? text.length : newline + 1;
    const first = text[position];
    if (left.old > 0 || left.new > 0) {
      if (first === ' ') left = { old: left.old - 1, new: left.new - 1 };
      else if (first === '-') left.old -= 1;
      else if (first === '+') left.new -= 1;
    } else if (text.startsWith('diff --git ', position)) files += 1;
    else {
      const header = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(text.slice(position, end));
      if (header) {
        starts.push(position);
        left = { old: Number(header[1] ?? 1), new: Number(header[2] ?? 1) };
      }
    }
    position = end;
  }
  return { starts, files };
}
