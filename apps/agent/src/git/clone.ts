import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import { parseGitUrl } from '@berth/protocol/git-url';
import { type RemoteContext, remoteFailure, withRemote } from './remote-run';
import { type GitWorkspace, gitOf } from './repository';
import { runGit } from './run';

/** Set in a repository while it is being cloned: what carries it is not whole. */
const CLONING = 'berth.cloning';

/** Clones into the project's folder. Whatever goes wrong, the folder is empty again afterwards. */
export async function clone(given: string, context: RemoteContext): Promise<void> {
  const url = parseGitUrl(given);
  const git = gitOf(context.agent);
  if ((await setting(git, CLONING)) !== undefined) await empty(git.root);
  if ((await readdir(git.root)).length > 0) {
    if ((await setting(git, 'remote.origin.url')) === url) return;
    throw new AppError('ALREADY_EXISTS', 'The project’s folder is not empty, so nothing is cloned into it.');
  }
  const cwd = git.root;
  try {
    const result = await withRemote(context, ({ env, ...options }) =>
      runGit(['clone', '--progress', `--config=${CLONING}=true`, '--', url, '.'], {
        ...options,
        cwd,
        marked: true,
        env: git.environment({ allowFolders: false, extra: env }),
      }),
    );
    if (result.code !== 0) throw remoteFailure(result, `clone ${url}`);
    context.signal.throwIfAborted();
    await runGit(['config', '--local', '--unset', CLONING], { cwd, env: git.environment() });
  } catch (error) {
    await empty(git.root);
    throw error;
  }
}

async function setting(git: GitWorkspace, key: string): Promise<string | undefined> {
  const args = ['config', '--file', join(git.root, '.git', 'config'), '--get', key];
  const { code, stdout } = await runGit(args, { cwd: git.root, env: git.environment() });
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}

async function empty(root: string): Promise<void> {
  for (const name of await readdir(root)) await rm(join(root, name), { recursive: true, force: true });
}
