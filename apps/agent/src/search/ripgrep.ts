import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import { userEnvironment } from '../env';
import { OWN_FOLDER } from '../fs/own-area';

/** The binary lies beside the agent's bundle. */
const BINARY = join(dirname(process.argv[1] ?? ''), 'rg');
/** Characters of ripgrep's complaints that are kept. */
const MAX_COMPLAINT = 4_000;

/** Git's rules are read as if every project were a repository. */
const COMMON = ['--no-config', '--hidden', '--no-require-git'];
/** What is never looked at. Of the globs that match, the last one counts: these come after all others. */
const NEVER = ['--glob=!.git', `--glob=!/${OWN_FOLDER}`];

export interface Ripgrep {
  cwd: string;
  /** Options only; the project is what is looked at. */
  args: string[];
  signal: AbortSignal;
}

/**
 * Runs ripgrep in the project and hands on its output as it comes; returning ends it. Whoever aborts the signal kills it.
 * @throws AppError INVALID_INPUT with ripgrep's own words for a pattern or glob it does not understand.
 */
export async function* ripgrep({ cwd, args, signal }: Ripgrep): AsyncGenerator<Buffer> {
  const child = spawn(BINARY, [...COMMON, ...args, ...NEVER, '--', './'], {
    cwd,
    env: userEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  try {
    if (signal.aborted) kill();
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (complaint.length < MAX_COMPLAINT) complaint += text;
    });
    const ended = endOf(child);
    let produced = false;
    for await (const chunk of child.stdout) {
      produced = true;
      yield chunk as Buffer;
    }
    const code = await ended;
    signal.throwIfAborted();
    // 1: nothing found. 2: a bad pattern, or some file could not be read.
    if (code === 2 && !produced && complaint.trim() !== '') throw refused(complaint);
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}

function endOf(child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new AppError('INTERNAL', 'The search program could not be started.', { cause })),
    );
    child.once('close', resolve);
  });
  ended.catch(() => {});
  return ended;
}

function refused(complaint: string): AppError {
  const words = complaint
    .slice(0, MAX_COMPLAINT)
    .replace(/^(rg: |regex parse error:\s*)/, '')
    .trim();
  return new AppError('INVALID_INPUT', `The search is not understood: ${words}`);
}
