import { Readable } from 'node:stream';
import { type BytePath, toText } from './byte-path';
import { crc, deflatePiece } from './deflate';
import { FileReader } from './read-file';
import { isStoredType } from './stored-types';
import { problemOf, type Walked } from './walk';
import { type Content, ZipEntry } from './zip-entry';

/** Bytes of a piece: smaller files are held whole, larger ones are deflated piece by piece. */
export const PIECE_BYTES = 1024 * 1024;
/** Pieces of one file being deflated at a time. */
const PIECES_AHEAD = 3;
/** A first piece that deflates to more of itself than this says that the file is compressed already. */
const POOR_RATIO = 0.98;

/** An entry ready to be written. `changed` says, once its bytes have been read, what happened to the file meanwhile. */
export interface Prepared {
  entry: ZipEntry;
  source: Buffer | Readable;
  changed(): string | undefined;
}

const unchanged = () => undefined;

/** An entry without a file behind it: a folder, or a link with its text. */
export function preparePlain(found: Extract<Walked, { kind: 'directory' | 'link' }>): Prepared {
  const { path, stats } = found;
  const bytes = found.kind === 'link' ? Buffer.from(found.target, 'latin1') : Buffer.alloc(0);
  const facts = { path, type: found.kind, mode: stats.mode, mtimeMs: stats.mtimeMs };
  return { entry: new ZipEntry(facts, stored(bytes)), source: bytes, changed: unchanged };
}

/** Opens a file now; resolves to why it cannot go in, where it cannot. */
export function openFile(found: Extract<Walked, { kind: 'file' }>): FileReader | string {
  let reader: FileReader;
  try {
    reader = new FileReader(found.open());
  } catch (error) {
    return problemOf(error);
  }
  if (reader.stats.isFile()) return reader;
  reader.close();
  return 'It was replaced while the project was read';
}

/** Reads and compresses. A small file is read before this returns; a large one while its source is. */
export async function prepareFile(
  file: { path: BytePath; reader: FileReader },
  level: number,
): Promise<Prepared> {
  const { path, reader } = file;
  const { mode, mtimeMs } = reader.stats;
  const facts = { path, type: 'file', mode, mtimeMs } as const;
  const store = level === 0 || isStoredType(toText(path));
  const whole = reader.left <= PIECE_BYTES;
  const first = reader.read(PIECE_BYTES);
  if (whole) {
    const changed = reader.close();
    const { content, bytes } = await compressWhole(first, store ? 0 : level);
    return { entry: new ZipEntry(facts, content), source: bytes, changed: () => changed };
  }
  const poor =
    store || (await deflatePiece(first, { level, last: false })).length > first.length * POOR_RATIO;
  const content: Content = {
    method: poor ? 'stored' : 'deflated',
    crc: 0,
    size: 0,
    compressedSize: 0,
  };
  let changed: string | undefined;
  const pieces = compressPieces({ first, reader, content }, level);
  const source = Readable.from(pieces, { objectMode: false, highWaterMark: PIECE_BYTES });
  source.once('end', () => {
    changed = reader.close();
  });
  return { entry: new ZipEntry(facts, content), source, changed: () => changed };
}

function stored(bytes: Buffer): Content {
  return { method: 'stored', crc: crc(bytes), size: bytes.length, compressedSize: bytes.length };
}

async function compressWhole(bytes: Buffer, level: number): Promise<{ content: Content; bytes: Buffer }> {
  if (level === 0 || bytes.length === 0) return { content: stored(bytes), bytes };
  const deflated = await deflatePiece(bytes, { level, last: true });
  if (deflated.length >= bytes.length) return { content: stored(bytes), bytes };
  const content: Content = {
    method: 'deflated',
    crc: crc(bytes),
    size: bytes.length,
    compressedSize: deflated.length,
  };
  return { content, bytes: deflated };
}

/** The file's pieces in order, a few being deflated ahead on other threads. */
async function* compressPieces(
  file: { first: Buffer; reader: FileReader; content: Content },
  level: number,
): AsyncGenerator<Buffer, void> {
  const { reader, content } = file;
  const ahead: Promise<Buffer>[] = [];
  let before: Buffer | undefined;
  let piece = file.first;
  for (;;) {
    const next = reader.read(PIECE_BYTES);
    const last = next.length === 0;
    content.crc = crc(piece, content.crc);
    content.size += piece.length;
    ahead.push(
      content.method === 'stored' ? Promise.resolve(piece) : deflatePiece(piece, { level, before, last }),
    );
    while (ahead.length > (last ? 0 : PIECES_AHEAD)) {
      const bytes = (await ahead.shift()) ?? Buffer.alloc(0);
      content.compressedSize += bytes.length;
      yield bytes;
    }
    if (last) return;
    before = piece;
    piece = next;
  }
}
