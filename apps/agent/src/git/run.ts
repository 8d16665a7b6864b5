import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import { endProcesses } from '../terminal/end-processes';
import { markingCommand, markOfItsOwn } from '../terminal/session-mark';

/** Bytes of standard output that are kept unless a caller says otherwise. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
/** Bytes of standard error that are kept: its end. */
const MAX_ERROR_BYTES = 64 * 1024;
/** Milliseconds git has to clean up after SIGTERM before its whole process group is killed. */
const KILL_AFTER_MS = 400;
/** Milliseconds after git's own end in which the rest of its output is awaited; a hook may have left a program behind. */
const DRAIN_MS = 250;
/** Milliseconds a program that left git's process group then has to end by itself. */
const ESCAPED_GRACE_MS = 150;
/** How a shell ends that found no program to become. git itself never ends so. */
const NOT_FOUND = 127;

export interface RunOptions {
  cwd: string;
  env: Record<string, string>;
  input?: string | Buffer;
  signal?: AbortSignal | undefined;
  /** Output beyond this many bytes ends git; the result is then `truncated`. */
  maxBytes?: number;
  /** Milliseconds without any output after which git is ended. */
  idleMs?: number;
  /** While it answers true, silence is not counted: git waits for a person. */
  isWaiting?(): boolean;
  onErrorOutput?(text: string): void;
  /** Whatever git starts is marked, so that an early end finds it in other process groups too. For what runs hooks. */
  marked?: boolean;
}

export interface RunResult {
  /** Null when git was ended by a signal. */
  code: number | null;
  stdout: Buffer;
  stderr: string;
  truncated: boolean;
  ended: 'by itself' | 'cancelled' | 'no progress' | 'truncated';
}

/**
 * Runs git in a process group of its own. Whatever ends it early ends the group, and all that is `marked`: nothing git started is
 * left. What git leaves behind when it ends by itself lives on.
 * @throws AppError WORKSPACE_UNAVAILABLE when there is no git.
 */
export async function runGit(args: readonly string[], options: RunOptions): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const mark = options.marked ? markOfItsOwn() : undefined;
  const [file, given] = mark === undefined ? ['git', args] : ['/bin/sh', markedGit(mark, args)];
  const child = spawn(file, given, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const running = new Running(child, { ...options, mark });
  allRunning.add(running);
  const { signal } = options;
  const onAbort = (): void => running.end('cancelled');
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await running.finished;
  } finally {
    allRunning.delete(running);
    signal?.removeEventListener('abort', onAbort);
  }
}

const allRunning = new Set<Running>();

/** Ends every git that runs, as its cancellation would, and waits until they have ended: under a second. For an agent that stops. */
export async function endRunningGit(): Promise<void> {
  for (const running of allRunning) running.end('cancelled');
  await Promise.allSettled([...allRunning].map(({ finished }) => finished));
}

/** Arguments of a shell that becomes a git with the mark. Without it, where a hard limit is below, git runs all the same. */
function markedGit(mark: bigint, args: readonly string[]): string[] {
  return ['-c', `${markingCommand(mark)} 2>/dev/null; exec git "$@"`, 'git', ...args];
}

type RunningOptions = RunOptions & { mark: bigint | undefined };

class Running {
  readonly finished: Promise<RunResult>;
  readonly #child: ChildProcess;
  readonly #options: RunningOptions;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #stderr = Buffer.alloc(0);
  #ended: RunResult['ended'] = 'by itself';
  #timer: NodeJS.Timeout | undefined;

  constructor(child: ChildProcess, options: RunningOptions) {
    this.#child = child;
    this.#options = options;
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input);
    child.stdout?.on('data', (chunk: Buffer) => this.#keep(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.#keepError(chunk));
    this.#watchIdle();
    this.finished = this.#finish();
  }

  end(why: RunResult['ended']): void {
    if (this.#ended !== 'by itself') return;
    this.#ended = why;
    this.#signal('SIGTERM');
    setTimeout(() => this.#signal('SIGKILL'), KILL_AFTER_MS);
  }

  /** What left the process group. git itself has ended: it takes its locks with it before anything else is signalled. */
  async #endMarked(): Promise<void> {
    const { mark: own } = this.#options;
    if (own === undefined) return;
    await endProcesses({ owns: (mark) => mark === own, shells: [] }, { graceMs: ESCAPED_GRACE_MS });
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
    } catch {
      // The group has ended already.
    }
  }

  #keep(chunk: Buffer): void {
    this.#watchIdle();
    const room = (this.#options.maxBytes ?? MAX_OUTPUT_BYTES) - this.#size;
    if (room > 0) this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#size += chunk.length;
    if (chunk.length > room) this.end('truncated');
  }

  #keepError(chunk: Buffer): void {
    this.#watchIdle();
    this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-MAX_ERROR_BYTES);
    this.#options.onErrorOutput?.(chunk.toString('utf8'));
  }

  #watchIdle(): void {
    const { idleMs, isWaiting } = this.#options;
    if (idleMs === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (isWaiting?.()) this.#watchIdle();
      else this.end('no progress');
    }, idleMs);
  }

  async #finish(): Promise<RunResult> {
    const child = this.#child;
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', resolve);
      });
      if (code === NOT_FOUND && this.#options.mark !== undefined) throw new Error('The shell found no git.');
      await Promise.race([closed, delay(DRAIN_MS)]);
      if (this.#ended !== 'by itself') {
        this.#signal('SIGKILL');
        await this.#endMarked();
      }
      return {
        code,
        stdout: Buffer.concat(this.#chunks),
        stderr: this.#stderr.toString('utf8'),
        truncated: this.#ended === 'truncated',
        ended: this.#ended,
      };
    } catch (cause) {
      throw new AppError(
        'WORKSPACE_UNAVAILABLE',
        'There is no git in this workspace. Install git, or choose an image that has it.',
        { cause },
      );
    } finally {
      clearTimeout(this.#timer);
      child.stdout?.destroy();
      child.stderr?.destroy();
    }
  }
}
