import { AppError } from '@berth/protocol/error';
import { simpleGit } from 'simple-git';

/** Bytes one question may be answered with. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

export interface QueryOptions {
  cwd: string;
  env: Record<string, string>;
  signal?: AbortSignal | undefined;
}

export interface QueryResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** simple-git leaves these out unless they are named; Berth alone sets them, from constants and checked values. */
const allowed = { unsafe: { allowAbbreviatedOptions: true } } as const;
const unsafe = {
  ...allowed.unsafe,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeEditor: true,
  allowUnsafePager: true,
  allowUnsafeHooksPath: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeFilter: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeMergeDriver: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeSshCommand: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeAskPass: true,
  allowUnsafePack: true,
  allowUnsafeGitProxy: true,
  allowUnsafeDiffTextConv: true,
};

/**
 * Asks git something through simple-git, which hands on the raw answer. For reading only: what changes a repository or talks
 * to a remote needs a process group, its input and its progress, and runs by `runGit`.
 * @throws AppError TOO_LARGE.
 */
export async function queryGit(args: readonly string[], options: QueryOptions): Promise<QueryResult> {
  options.signal?.throwIfAborted();
  const tooLarge = new AbortController();
  const abort = options.signal ? AbortSignal.any([options.signal, tooLarge.signal]) : tooLarge.signal;
  let result = { code: 0, stderr: '' };
  let size = 0;
  const git = simpleGit({
    baseDir: options.cwd,
    abort,
    unsafe,
    allowEnvironment: Object.keys(options.env),
    // Ends standard input: what git starts must not wait for it.
    input: () => Buffer.alloc(0),
    completion: { onClose: true, onExit: false },
    errors(error, { exitCode, stdErr }) {
      result = { code: exitCode, stderr: Buffer.concat(stdErr).toString('utf8') };
      return abort.aborted ? error : undefined;
    },
  });
  git.env(options.env).outputHandler((_command, stdout) => {
    stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) tooLarge.abort();
    });
  });
  try {
    const stdout = await git.raw([...args]);
    return { ...result, stdout };
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (tooLarge.signal.aborted) {
      throw new AppError('TOO_LARGE', 'git answered more than Berth takes at once.', { cause });
    }
    throw cause;
  }
}
