import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { AppError } from '@berth/protocol/error';
import type { PackProgress } from '@berth/protocol/transfer';
import { userEnvironment } from '../env';
import type { StreamContext } from '../handler';
import { type WorkerRequest, workerLineSchema } from './worker-protocol';

/** MiB of the young generation's halves: what packing makes is garbage at once. */
const SMALL_HEAP = ['--max-semi-space-size=4'];

/** Does the work in a process of its own and returns its result. Aborting kills it. */
export async function inWorker(
  request: WorkerRequest,
  { signal, report }: Pick<StreamContext<PackProgress>, 'signal' | 'report'>,
): Promise<unknown> {
  signal.throwIfAborted();
  const script = process.argv[1];
  if (script === undefined) throw new Error('The agent does not know its own file.');
  const child = spawn(process.execPath, [...SMALL_HEAP, script, 'pack'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...userEnvironment(),
      // One deflating thread a processor, one for what else there is.
      UV_THREADPOOL_SIZE: String(availableParallelism() + 1),
      // The buffers that threads free go back to one arena of glibc, not each to its own.
      MALLOC_ARENA_MAX: '1',
    },
    killSignal: 'SIGKILL',
    signal,
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(request)}\n`);
  try {
    for await (const text of createInterface({ input: child.stdout })) {
      const line = workerLineSchema.parse(JSON.parse(text));
      if ('event' in line) await report(line.event);
      else if ('error' in line) throw AppError.fromShape(line.error);
      else return line.result;
    }
    signal.throwIfAborted();
    throw new AppError('WORKSPACE_UNAVAILABLE', 'Packing was ended from outside. Download again.');
  } finally {
    child.kill('SIGKILL');
    await closed;
  }
}
