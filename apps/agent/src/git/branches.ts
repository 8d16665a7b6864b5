import { AppError } from '@berth/protocol/error';
import type { Branch } from '@berth/protocol/git-branch';
import { gitFailure } from './failure';
import { parseBranches, refFormat, remoteOf } from './parse-refs';
import { remoteNames } from './remotes';
import type { Repository } from './repository';
import { currentBranch } from './repository-state';

export async function listBranches(
  repository: Repository,
  signal: AbortSignal,
): Promise<{ local: Branch[]; remote: Branch[] }> {
  const [output, remotes] = await Promise.all([
    repository.read({
      args: [
        'for-each-ref',
        '--sort=-committerdate:raw',
        `--format=${refFormat}`,
        'refs/heads',
        'refs/remotes',
      ],
      signal,
    }),
    remoteNames(repository),
  ]);
  return parseBranches(output, remotes);
}

/** The commit a name or a hash stands for; of a branch and a tag of the same name, the branch. @throws AppError NOT_FOUND. */
export async function resolveCommit(repository: Repository, revision: string): Promise<string> {
  const isBranch = revision !== 'HEAD' && !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision);
  return (
    (isBranch ? await commitOf(repository, `refs/heads/${revision}`) : undefined) ??
    (await commitOf(repository, revision)) ??
    nothingNamed(repository, revision)
  );
}

async function commitOf(repository: Repository, name: string): Promise<string | undefined> {
  const { stdout, code } = await repository.ask({
    args: ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
  });
  const hash = stdout.trim().split('\n').at(-1);
  return code === 0 && hash ? hash : undefined;
}

function nothingNamed(repository: Repository, revision: string): never {
  if (revision === 'HEAD' || currentBranch(repository.directories) === revision) {
    throw gitFailure('no_commit', { message: 'There is no commit yet. Make the first one before this.' });
  }
  throw new AppError('NOT_FOUND', `There is no branch or commit ${revision}.`);
}

/** A name that means the branch, where there is a tag of the same name; else the name as it is. */
export async function unambiguous(repository: Repository, revision: string): Promise<string> {
  const both = await Promise.all(
    ['heads', 'tags'].map((kind) => refExists(repository, `refs/${kind}/${revision}`)),
  );
  return both.every(Boolean) ? `heads/${revision}` : revision;
}

async function refExists(repository: Repository, ref: string): Promise<boolean> {
  const { code } = await repository.ask({ args: ['rev-parse', '--verify', '--quiet', ref] });
  return code === 0;
}

export interface Checkout {
  branch: string;
  create: boolean;
  from?: string | undefined;
}

/** Switches HEAD. Names were validated: none can be read as an option. */
export async function checkout(
  repository: Repository,
  { branch, create, from }: Checkout,
): Promise<{ branch: string | null; detached: boolean }> {
  const doing = `switch to ${branch}`;
  if (!create && (await isUnborn(repository, branch))) return { branch, detached: false };
  if (create) {
    if (await refExists(repository, `refs/heads/${branch}`)) {
      throw new AppError('ALREADY_EXISTS', `There is a branch ${branch} already.`);
    }
    const start = from === undefined ? [] : [await resolveCommit(repository, from)];
    await repository.change(doing, { args: ['switch', '--create', branch, '--no-track', ...start] });
  } else {
    await repository.change(doing, { args: await switchArguments(repository, branch) });
  }
  const now = currentBranch(repository.directories);
  return { branch: now, detached: now === null };
}

async function switchArguments(repository: Repository, branch: string): Promise<string[]> {
  if (await refExists(repository, `refs/heads/${branch}`)) return ['switch', '--no-guess', branch];
  const remote = remoteOf(branch, await remoteNames(repository));
  if (remote !== null && (await refExists(repository, `refs/remotes/${branch}`))) {
    const local = branch.slice(remote.length + 1);
    if (await refExists(repository, `refs/heads/${local}`)) return ['switch', '--no-guess', local];
    return ['switch', '--create', local, '--track', `refs/remotes/${branch}`];
  }
  return ['switch', '--detach', await resolveCommit(repository, branch)];
}

export async function createBranch(repository: Repository, branch: string, from?: string): Promise<void> {
  if (await refExists(repository, `refs/heads/${branch}`)) {
    throw new AppError('ALREADY_EXISTS', `There is a branch ${branch} already.`);
  }
  const start = await resolveCommit(repository, from ?? 'HEAD');
  await repository.change('create the branch', { args: ['branch', '--no-track', branch, start] });
}

/** Whether it is the branch that the first commit will be on. */
async function isUnborn(repository: Repository, branch: string): Promise<boolean> {
  if (currentBranch(repository.directories) !== branch) return false;
  return !(await refExists(repository, `refs/heads/${branch}`));
}

async function requireBranch(repository: Repository, branch: string): Promise<void> {
  if (await refExists(repository, `refs/heads/${branch}`)) return;
  throw new AppError('NOT_FOUND', `There is no branch ${branch}.`);
}

export async function renameBranch(repository: Repository, branch: string, to: string): Promise<void> {
  if (!(await isUnborn(repository, branch))) await requireBranch(repository, branch);
  if (await refExists(repository, `refs/heads/${to}`)) {
    throw new AppError('ALREADY_EXISTS', `There is a branch ${to} already.`);
  }
  // git deletes the old name first, and writes the new one after.
  await repository.change('rename the branch', {
    args: ['branch', '--move', branch, to],
    runsToItsEnd: true,
  });
}

export async function deleteBranch(repository: Repository, branch: string, force: boolean): Promise<void> {
  await requireBranch(repository, branch);
  if (currentBranch(repository.directories) === branch) {
    throw gitFailure('unknown', {
      message: `${branch} is checked out. Switch to another branch before you delete it.`,
    });
  }
  await repository.change('delete the branch', { args: ['branch', force ? '-D' : '-d', branch] });
}
