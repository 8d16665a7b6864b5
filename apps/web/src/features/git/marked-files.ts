import { trpc } from '../../lib/trpc';
import { hasConflictMarkers } from './conflict-markers';

/** Bytes that are read at a time, and of one file at most. */
const PIECE = 1024 * 1024;
const LIMIT = 16 * PIECE;
/** Files that are read at a time. */
const AT_ONCE = 4;
/** A piece is looked at with the end of the one before, for a line may lie in both. */
const OVERLAP = 256;

/** Which of the files still have conflict markers. One that cannot be read has none: it is a folder, or gone. */
export async function markedAmong(projectId: string, paths: readonly string[]): Promise<string[]> {
  const marked: string[] = [];
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const some = paths.slice(from, from + AT_ONCE);
    const found = await Promise.all(some.map((path) => isMarked(projectId, path).catch(() => false)));
    marked.push(...some.filter((_, index) => found[index]));
  }
  return marked;
}

async function isMarked(projectId: string, path: string): Promise<boolean> {
  let before = '';
  for (let offset = 0; offset < LIMIT; offset += PIECE) {
    // As bytes: a text in any encoding that has ASCII in it is marked in ASCII, and a piece may end within a character.
    const range = { offset, length: PIECE, encoding: 'base64' } as const;
    const { content, length } = await trpc.fs.read.query({ projectId, path, ...range });
    const piece = before + atob(content);
    if (hasConflictMarkers(piece)) return true;
    if (length < PIECE) return false;
    before = fromLine(piece.slice(-OVERLAP));
  }
  return false;
}

/** Without the line that its beginning may have cut off. */
const fromLine = (text: string): string => text.slice(text.indexOf('\n') + 1);
