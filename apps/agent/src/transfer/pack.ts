import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@berth/protocol/error';
import type { Packed } from '@berth/protocol/transfer';
import type { BytePath } from './byte-path';
import { PIECE_BYTES, PieceMemory } from './piece-memory';
import { openFile, type Prepared, prepareFile, preparePlain } from './prepare';
import type { Progress } from './progress';
import { Exclusions, Remarks } from './report';
import type { Walked } from './walk';
import { ZipArchive } from './zip-archive';

const MAX_REMARKS = 1_000;
/** Bytes of small files that are read and being deflated ahead of the one that is written. */
const AHEAD_BYTES = 2 * PIECE_BYTES;
const AHEAD_FILES = 128;

export interface PackOptions {
  /** Where the archive is written; must not exist. */
  target: string;
  /** Deflate level, 0 to 9. */
  level: number;
  limitBytes: number;
  progress: Progress;
}

type Packing = PackOptions & { memory: PieceMemory };

interface Ahead {
  path: BytePath;
  size: number;
  isFile: boolean;
  prepared: Promise<Prepared>;
}

/** Packs what the walk finds into one archive, once, hashing what is written. @throws AppError TOO_LARGE, STORAGE_UNAVAILABLE. */
export async function pack(walked: Iterable<Walked>, options: PackOptions): Promise<Packed> {
  const archive = new ZipArchive();
  const memory = new PieceMemory();
  const written = write(archive, { ...options, memory });
  // The first to fail decides; the caller ends the process, and with it whatever the other one holds.
  const [result, facts] = await Promise.all([written, produce(walked, archive, { ...options, memory })]);
  return { ...result, ...facts };
}

async function produce(
  walked: Iterable<Walked>,
  archive: ZipArchive,
  { level, progress, memory }: Packing,
): Promise<Omit<Packed, 'totalBytes' | 'checksum'>> {
  const exclusions = new Exclusions();
  const skipped = new Remarks(MAX_REMARKS);
  const changed = new Remarks(MAX_REMARKS);
  const ahead: Ahead[] = [];
  let aheadBytes = 0;
  let fileCount = 0;

  const writeNext = async (): Promise<void> => {
    const next = ahead.shift();
    if (!next) return;
    aheadBytes -= next.size;
    const { entry, source, changed: whatChanged } = await next.prepared;
    let counted = 0;
    const countBytes = () => {
      progress.add(0, entry.content.size - counted);
      counted = entry.content.size;
    };
    if (!Buffer.isBuffer(source)) source.on('data', countBytes);
    await archive.add(entry, source);
    countBytes();
    if (next.isFile) progress.add(1, 0);
    const change = whatChanged();
    if (change) changed.add(next.path, change);
  };
  const push = async (item: Ahead): Promise<void> => {
    item.prepared.catch(() => {});
    ahead.push(item);
    aheadBytes += item.size;
    if (item.isFile) fileCount += 1;
    while (aheadBytes > AHEAD_BYTES || ahead.length > AHEAD_FILES) await writeNext();
  };

  for (const found of walked) {
    const { path } = found;
    switch (found.kind) {
      case 'left-out':
        exclusions.add(path, found.leftOut);
        break;
      case 'skipped':
        skipped.add(path, found.reason);
        break;
      case 'directory':
      case 'link': {
        const isFile = found.kind === 'link';
        await push({ path, size: 0, isFile, prepared: Promise.resolve(preparePlain(found)) });
        break;
      }
      case 'file': {
        const reader = openFile(found);
        if (typeof reader === 'string') skipped.add(path, reader);
        else {
          const size = reader.left;
          await push({
            path,
            size,
            isFile: true,
            prepared: prepareFile({ path, reader }, { level, memory }),
          });
        }
      }
    }
  }
  while (ahead.length > 0) await writeNext();
  await archive.finalize();
  return {
    fileCount,
    excluded: exclusions
      .list()
      .map(({ group, reason, entries, paths }) => ({ group, reason, entries, paths })),
    skipped: skipped.list,
    skippedCount: skipped.count,
    changed: changed.list,
    changedCount: changed.count,
  };
}

async function write(
  archive: ZipArchive,
  { target, limitBytes, progress, memory }: Packing,
): Promise<Pick<Packed, 'totalBytes' | 'checksum'>> {
  const hash = createHash('sha256');
  const fd = openSync(target, 'wx', 0o600);
  let totalBytes = 0;
  const keep = (bytes: Buffer): void => {
    totalBytes += bytes.length;
    if (totalBytes > limitBytes) throw tooLarge(limitBytes);
    hash.update(bytes);
    progress.state.archiveBytes = totalBytes;
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    memory.giveBack(bytes);
  };
  const file = new Writable({
    write(bytes: Buffer, _encoding, done) {
      try {
        keep(bytes);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    await pipeline(archive, file);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull(error) : error;
  } finally {
    closeSync(fd);
  }
  return { totalBytes, checksum: hash.digest('hex') };
}

function tooLarge(limitBytes: number): AppError {
  return new AppError(
    'TOO_LARGE',
    `The archive is larger than the ${limitBytes} bytes that are left for downloads. Leave more out, cancel a download that is kept, or raise BERTH_DOWNLOAD_QUOTA_MB.`,
    { details: { limitBytes } },
  );
}

function diskFull(cause: unknown): AppError {
  return new AppError('STORAGE_UNAVAILABLE', 'The disk is full. Free some space and download again.', {
    cause,
  });
}
