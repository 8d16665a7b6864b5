import { gitFailure } from './failure';
import type { Repository } from './repository';
import { currentBranch } from './repository-state';

export interface Upstream {
  remote: string;
  /** The branch's full name on the remote, such as `refs/heads/main`. */
  ref: string;
}

/** What a branch tracks on a remote, or undefined. */
export async function upstreamOf(repository: Repository, branch: string): Promise<Upstream | undefined> {
  const [remote, ref] = await Promise.all(
    ['remote', 'merge'].map((key) => configured(repository, `branch.${branch}.${key}`)),
  );
  return remote !== undefined && ref?.startsWith('refs/heads/') ? { remote, ref } : undefined;
}

/** A setting's value, or undefined. */
export async function configured(repository: Repository, key: string): Promise<string | undefined> {
  const { stdout, code } = await repository.readBytes({ args: ['config', '--get', key] });
  return code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined;
}

/** The branch HEAD is on. @throws AppError GIT_FAILED when it is detached. */
export function requireCurrentBranch(repository: Repository): string {
  const branch = currentBranch(repository.directories);
  if (branch !== null) return branch;
  throw gitFailure('unknown', {
    message: 'No branch is checked out. Switch to one, or create one here, first.',
  });
}
