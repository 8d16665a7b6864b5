import { existsSync, writeSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { posix } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '@berth/protocol/error';
import { log } from '../log';
import { toFs, toText } from './byte-path';
import { resolveFolder } from './confine';
import { trackedThoughIgnored } from './git-tracked';
import { ignoreFilesAbove } from './ignore-files';
import { pack } from './pack';
import { preview } from './preview';
import { Progress } from './progress';
import { Selection } from './selection';
import { walk } from './walk';
import { type WorkerLine, type WorkerRequest, workerRequestSchema } from './worker-protocol';

/** Terminals and editors come first. */
const NICENESS = 5;

/**
 * The process that walks and packs, apart from the agent: it may read synchronously without delaying a terminal, has a thread
 * pool of its own to deflate on, and ending it frees everything at once. It ends when the agent does.
 */
export async function runWorker(): Promise<void> {
  // Only the superuser lowers what the agent itself was started with.
  if (getPriority() < NICENESS) setPriority(NICENESS);
  const input = createInterface({ input: process.stdin });
  input.once('close', () => process.exit(1));
  const line = await new Promise<string>((resolve) => input.once('line', resolve));
  try {
    say({ result: await work(workerRequestSchema.parse(JSON.parse(line))) });
  } catch (error) {
    const appError = AppError.from(error);
    if (appError.code === 'INTERNAL') log('packing failed', error);
    say({ error: appError.toShape() });
  }
  process.exit(0);
}

async function work(request: WorkerRequest) {
  const progress = new Progress((event) => say({ event }));
  const { root, archive } = request;
  const selection = workerRequestSchema.shape.selection.parse(request.selection);
  const packed = resolveFolder(root, selection.path);
  const tracked = inRepository(packed) ? trackedThoughIgnored(toText(packed.folder)) : [];
  const walkOnce = () =>
    walk({
      folder: packed.folder,
      selection: new Selection(selection, tracked),
      ignoreFiles: ignoreFilesAbove(packed),
    });
  if (!archive) return preview(walkOnce(), progress);
  for (const found of walkOnce()) {
    if (found.kind === 'file') progress.add(1, found.stats.size);
    if (found.kind === 'link') progress.add(1, 0);
    await progress.breathe();
  }
  progress.startArchive();
  const result = await pack(walkOnce(), { ...archive, progress });
  progress.finish();
  return result;
}

function inRepository({ root, path }: { root: string; path: string }): boolean {
  const parts = path === '' ? [] : path.split('/');
  return [...parts, ''].some((_part, depth) =>
    existsSync(toFs(posix.join(root, ...parts.slice(0, depth), '.git'))),
  );
}

/** Synchronous, so that progress leaves while the work goes on. */
function say(line: WorkerLine): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let done = 0; done < bytes.length; ) done += writeSome(bytes, done);
}

function writeSome(bytes: Buffer, offset: number): number {
  try {
    return writeSync(1, bytes, offset);
  } catch (error) {
    // A full pipe: the agent reads it in a moment.
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}
