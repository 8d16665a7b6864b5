import { AppError } from '@berth/protocol/error';
import type { FsProgress } from '@berth/protocol/fs-progress';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Workspace } from '../workspace/workspace';
import { type LongRequest, runLongCall, STANDSTILL_MS } from './long-call';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const progress: FsProgress = { files: 1, bytes: 1, totalFiles: null, totalBytes: null };
const copied = { name: 'to', path: 'to' };
type Stream = (signal: AbortSignal, report: () => void) => Promise<unknown>;

/** Runs a copy in a workspace that does as `stream` says. */
function copy(stream: Stream, request: Partial<LongRequest<'fs.copy'>> = {}): Promise<unknown> {
  const workspace = {
    stream: (
      _name: string,
      _input: unknown,
      options: { signal: AbortSignal; onEvent(p: FsProgress): void },
    ) => stream(options.signal, () => options.onEvent(progress)),
  } as unknown as Pick<Workspace, 'stream'>;
  const input = { from: 'from', to: 'to' };
  return runLongCall(workspace, { name: 'fs.copy', input, onProgress() {}, ...request });
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

it('lets a call go on for as long as it gets further', async () => {
  let told = 0;
  const done = copy(
    async (signal, report) => {
      const aborted = untilAborted(signal);
      aborted.catch(() => {});
      for (let step = 0; step < 100; step++) {
        await Promise.race([new Promise((resolve) => setTimeout(resolve, STANDSTILL_MS - 1)), aborted]);
        report();
      }
      return copied;
    },
    { onProgress: () => told++ },
  );
  done.catch(() => {});
  await vi.advanceTimersByTimeAsync(100 * STANDSTILL_MS);
  expect(await done).toBe(copied);
  expect(told).toBe(100);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives a call up that stands still', async () => {
  const failed = copy((signal, report) => {
    report();
    return untilAborted(signal).catch(() => {
      throw new Error('what a broken stream says');
    });
  });
  const error = failed.catch((reason: unknown) => reason);
  await vi.advanceTimersByTimeAsync(STANDSTILL_MS);
  expect(AppError.from(await error).code).toBe('WORKSPACE_UNAVAILABLE');
});

it('ends with its caller', async () => {
  const abort = new AbortController();
  const failed = copy(untilAborted, { signal: abort.signal });
  abort.abort(new Error('gone'));
  await expect(failed).rejects.toThrow('gone');
  expect(vi.getTimerCount()).toBe(0);
});
