import { Readable } from 'node:stream';
import { type BytePath, toText } from './byte-path';
import { crc, deflatePiece } from './deflate';
import { PIECE_BYTES, type PieceMemory } from './piece-memory';
import { FileReader } from './read-file';
import { isStoredType } from './stored-types';
import { problemOf, type Walked } from './walk';
import { type Content, ZipEntry } from './zip-entry';

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

export interface PrepareOptions {
  /** Deflate level, 0 to 9. */
  level: number;
  /** What the pieces of a large file are read into. Those that are stored come back when they have been written. */
  memory: PieceMemory;
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
  { level, memory }: PrepareOptions,
): Promise<Prepared> {
  const { path, reader } = file;
  const { mode, mtimeMs } = reader.stats;
  const facts = { path, type: 'file', mode, mtimeMs } as const;
  const store = level === 0 || isStoredType(toText(path));
  if (reader.left <= PIECE_BYTES) {
    const whole = reader.readInto(Buffer.allocUnsafe(reader.left));
    const changed = reader.close();
    const { content, bytes } = await compressWhole(whole, store ? 0 : level);
    return { entry: new ZipEntry(facts, content), source: bytes, changed: () => changed };
  }
  const first = reader.readInto(memory.take());
  const poor =
    store || (await deflatePiece(first, { level, last: false })).length > first.length * POOR_RATIO;
  const content: Content = {
    method: poor ? 'stored' : 'deflated',
    crc: 0,
    size: 0,
    compressedSize: 0,
  };
  let changed: string | undefined;
  const large = { first, reader, content };
  const pieces = poor ? readPieces(large, memory) : compressPieces(large, { level, memory });
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

interface LargeFile {
  /** Its first piece. */
  first: Buffer;
  reader: FileReader;
  content: Content;
}

/** The file's pieces in order, as they are; whoever writes them gives them back. */
async function* readPieces(
  { first, reader, content }: LargeFile,
  memory: PieceMemory,
): AsyncGenerator<Buffer, void> {
  let piece = first;
  while (piece.length > 0) {
    content.crc = crc(piece, content.crc);
    content.size += piece.length;
    content.compressedSize += piece.length;
    yield piece;
    piece = reader.readInto(memory.take());
  }
  memory.giveBack(piece);
}

/** The file's pieces in order, a few being deflated ahead on other threads. */
async function* compressPieces(
  { first, reader, content }: LargeFile,
  { level, memory }: PrepareOptions,
): AsyncGenerator<Buffer, void> {
  const ahead: { before: Buffer | undefined; deflated: Promise<Buffer> }[] = [];
  let before: Buffer | undefined;
  let piece = first;
  for (;;) {
    const next = reader.readInto(memory.take());
    const last = next.length === 0;
    content.crc = crc(piece, content.crc);
    content.size += piece.length;
    ahead.push({ before, deflated: deflatePiece(piece, { level, before, last }) });
    for (;;) {
      const oldest = ahead.length > (last ? 0 : PIECES_AHEAD) ? ahead.shift() : undefined;
      if (!oldest) break;
      const bytes = await oldest.deflated;
      // The piece after it was the last to refer to it.
      if (oldest.before) memory.giveBack(oldest.before);
      content.compressedSize += bytes.length;
      yield bytes;
    }
    before = piece;
    piece = next;
    if (last) break;
  }
  for (const rest of [before, piece]) memory.giveBack(rest);
}
