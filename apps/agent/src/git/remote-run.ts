import { dirname, join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import type { RemoteEvent } from '@berth/protocol/git-remote';
import type { StreamContext } from '../handler';
import { CredentialDesk } from './credentials';
import { failureOf } from './failure';
import { plainText, withoutSecrets } from './plain-text';
import { parseProgress } from './progress';
import type { RunOptions, RunResult } from './run';

/** Milliseconds without a sign of life after which a remote operation is ended. Time a person thinks does not count. */
export const REMOTE_IDLE_MS = 120_000;
/** Milliseconds between two reports of progress. */
const REPORT_MS = 100;

export type RemoteContext = StreamContext<RemoteEvent>;

/** What `runGit` needs besides the command to reach a remote. */
export type RemoteOptions = Required<
  Pick<RunOptions, 'idleMs' | 'isWaiting' | 'onErrorOutput' | 'signal'>
> & {
  env: Record<string, string>;
};

/**
 * Runs a command that talks to a remote: reports its progress, brings its questions to the person, and ends it when nobody
 * answers. @throws AppError GIT_AUTH_REQUIRED. Other failures are in the result.
 */
export async function withRemote(
  context: RemoteContext,
  work: (options: RemoteOptions) => Promise<RunResult>,
): Promise<RunResult> {
  const { agent, signal, report } = context;
  const refused = new AbortController();
  const send = (event: RemoteEvent): void => void report(event).catch(() => {});
  const desk = new CredentialDesk({
    ask: (question) => send({ type: 'credential', ...question }),
    cancel: () => refused.abort(),
  });
  const tell = throttledProgress(send);
  try {
    const result = await work({
      signal: AbortSignal.any([signal, refused.signal]),
      idleMs: REMOTE_IDLE_MS,
      isWaiting: () => desk.isWaiting,
      onErrorOutput: tell,
      env: askpassEnvironment(agent.config.socket, desk.token),
    });
    if (result.code !== 0) throwIfUnauthorised(result, desk);
    return result;
  } catch (error) {
    if (desk.cancelled) throw authRequired(desk);
    throw error;
  } finally {
    desk.close();
  }
}

function askpassEnvironment(socket: string, token: string): Record<string, string> {
  const program = join(dirname(process.argv[1] ?? ''), 'askpass.sh');
  return {
    GIT_ASKPASS: program,
    SSH_ASKPASS: program,
    SSH_ASKPASS_REQUIRE: 'force',
    BERTH_ASKPASS_NODE: process.execPath,
    BERTH_ASKPASS_SOCKET: socket,
    BERTH_ASKPASS_TOKEN: token,
  };
}

function throttledProgress(send: (event: RemoteEvent) => void): (text: string) => void {
  let last = 0;
  return (text) => {
    const progress = parseProgress(text);
    if (!progress || Date.now() - last < REPORT_MS) return;
    last = Date.now();
    send({ type: 'progress', message: withoutSecrets(progress.message), fraction: progress.fraction });
  };
}

const unauthorised =
  /Authentication failed|could not read (Username|Password)|terminal prompts disabled|Permission denied \((publickey|password|keyboard)|Host key verification failed|error: 40[13]\b/;

function throwIfUnauthorised(result: RunResult, desk: CredentialDesk): void {
  if (desk.cancelled || unauthorised.test(result.stderr)) throw authRequired(desk, result.stderr);
}

function authRequired(desk: CredentialDesk, stderr = ''): AppError {
  const output = withoutSecrets(plainText(stderr));
  const details = { kind: desk.cancelled ? 'cancelled' : 'unauthorised', output };
  if (desk.cancelled) {
    return new AppError('GIT_AUTH_REQUIRED', 'The remote asked for a sign-in, which was cancelled.', {
      details,
    });
  }
  if (!desk.asked) {
    return new AppError(
      'GIT_AUTH_REQUIRED',
      'The remote asks for a sign-in. Do this in the browser, where Berth can ask for a name and a password or token.',
      { details },
    );
  }
  return new AppError('GIT_AUTH_REQUIRED', 'The remote did not accept the name and the password or token.', {
    details,
  });
}

/** A failed remote command as an error. */
export function remoteFailure(result: RunResult, doing: string): AppError {
  return failureOf({ ...result, stdout: result.stdout.toString('utf8'), doing });
}
