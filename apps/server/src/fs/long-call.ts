import type { AgentStreams } from '@berth/protocol/agent';
import { AppError } from '@berth/protocol/error';
import type { FsProgress, fsAgentStreams } from '@berth/protocol/fs-progress';
import type { z } from 'zod';
import type { Workspace } from '../workspace/workspace';

/** Milliseconds without any progress after which a call counts as hung. */
export const STANDSTILL_MS = 120_000;

export type LongCall = keyof typeof fsAgentStreams;

export interface LongRequest<N extends LongCall> {
  name: N;
  input: z.input<AgentStreams[N]['input']>;
  signal?: AbortSignal | undefined;
  onProgress(progress: FsProgress): void;
}

/**
 * Runs a call that takes as long as its tree is big: it ends when it is done or given up, and while it makes progress in no other
 * way. @throws AppError as the agent answered it, or WORKSPACE_UNAVAILABLE; the signal's reason once it aborts.
 */
export async function runLongCall<N extends LongCall>(
  workspace: Pick<Workspace, 'stream'>,
  { name, input, signal, onProgress }: LongRequest<N>,
): Promise<z.output<AgentStreams[N]['output']>> {
  const hung = new AbortController();
  const timer = setTimeout(() => {
    const seconds = STANDSTILL_MS / 1_000;
    const message = `The workspace got no further for ${seconds} seconds, so Berth gave up. Check its disk, then try again.`;
    hung.abort(new AppError('WORKSPACE_UNAVAILABLE', message));
  }, STANDSTILL_MS);
  try {
    return await workspace.stream(name, input, {
      signal: signal ? AbortSignal.any([signal, hung.signal]) : hung.signal,
      onEvent(progress: FsProgress) {
        timer.refresh();
        onProgress(progress);
      },
    });
  } catch (error) {
    hung.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
