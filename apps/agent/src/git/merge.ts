import { conflictsOrThrow } from './conflicts';
import type { Repository } from './repository';
import { operationUnderWay } from './repository-state';

/** Hooks that can refuse a merge. */
const mergeHooks = ['pre-merge-commit', 'prepare-commit-msg', 'commit-msg'];

/** Milliseconds for taking a cancelled merge back: a filter that hangs must not hold up what comes next. */
const TAKE_BACK_MS = 10_000;

/**
 * Merges; answers the conflicts. While hooks look at a merge, git has its result in the index and no note yet that it is one: a
 * merge that is cancelled then is taken back, or the next commit would bring in all of it as somebody's own changes.
 */
export async function merge(
  repository: Repository,
  { args, doing }: { args: readonly string[]; doing: string },
): Promise<string[]> {
  const staged = await repository.ask({ args: ['diff-index', '--cached', '--quiet', 'HEAD', '--'] });
  const result = await repository.attempt({
    args,
    async onCancelled() {
      if (staged.code !== 0 || operationUnderWay(repository.directories) !== null) return;
      await repository.attemptAfterwards({ args: ['reset', '--merge'], idleMs: TAKE_BACK_MS });
    },
  });
  return conflictsOrThrow(repository, { result, doing, hooks: mergeHooks });
}
