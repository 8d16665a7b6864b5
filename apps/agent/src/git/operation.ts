import { AppError } from '@berth/protocol/error';
import type { Operation } from '@berth/protocol/git-status';
import { conflictedPaths, conflictsOrThrow } from './conflicts';
import { gitFailure } from './failure';
import { commitHooks } from './hook';
import type { Repository } from './repository';
import { operationUnderWay } from './repository-state';

const commands: Partial<Record<Operation, string>> = {
  merge: 'merge',
  rebase: 'rebase',
  apply: 'am',
  'cherry-pick': 'cherry-pick',
  revert: 'revert',
};

/** A rebase asks the other hooks about no commit: its commits were made before. */
const rebaseHooks = ['prepare-commit-msg', 'commit-msg'];

/** How git says that nothing is left of a commit that is applied, its changes being there already. */
const leftEmpty = /^The previous cherry-pick is now empty|^No changes - did you forget|^nothing to commit/m;

/** Goes on with what is under way; answers the conflicts of its next step. */
export async function continueOperation(repository: Repository): Promise<string[]> {
  const [operation, command] = underWay(repository);
  const open = await conflictedPaths(repository);
  if (open.length > 0) {
    throw gitFailure('conflicts', {
      message: 'There are conflicts that are not resolved yet.',
      advice: 'Resolve each file and mark it resolved, then go on.',
      files: open,
    });
  }
  const result = await repository.attempt({ args: [command, '--continue'] });
  return conclude(repository, { result, operation, doing: `go on with the ${operation}` });
}

/** Leaves the commit out that cannot be applied, with all that was done about it; answers the conflicts of the next step. */
export async function skipStep(repository: Repository): Promise<string[]> {
  const [operation, command] = underWay(repository);
  if (operation === 'merge') {
    throw new AppError('CONFLICT', 'A merge has no steps to skip. Go on with it, or abort it.');
  }
  const result = await repository.attempt({ args: [command, '--skip'] });
  return conclude(repository, { result, operation, doing: 'skip the commit' });
}

interface Step {
  result: Awaited<ReturnType<Repository['attempt']>>;
  operation: Operation;
  doing: string;
}

async function conclude(repository: Repository, { result, operation, doing }: Step): Promise<string[]> {
  const isEmpty = leftEmpty.test(`${result.stderr}\n${result.stdout.toString('utf8')}`);
  if (result.code !== 0 && isEmpty && operation !== 'merge') {
    throw gitFailure('nothing_to_commit', {
      message: 'Nothing is left of this commit: its changes are here already. Skip it to go on.',
    });
  }
  const hooks = operation === 'rebase' ? rebaseHooks : commitHooks;
  return conflictsOrThrow(repository, { result, doing, hooks });
}

/** Goes back to where the merge, rebase, cherry-pick or revert began. */
export async function abortOperation(repository: Repository): Promise<void> {
  const [operation, command] = underWay(repository);
  await repository.change(`abort the ${operation}`, { args: [command, '--abort'] });
}

function underWay(repository: Repository): [Operation, string] {
  const operation = operationUnderWay(repository.directories);
  const command = operation === null ? undefined : commands[operation];
  if (operation === null || command === undefined) {
    throw new AppError('CONFLICT', 'There is no merge, rebase, cherry-pick or revert under way.');
  }
  return [operation, command];
}
