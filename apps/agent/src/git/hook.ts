import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { AppError } from '@berth/protocol/error';
import { gitFailure } from './failure';
import type { Repository } from './repository';

/** Hooks that can refuse a commit. */
export const commitHooks = ['pre-commit', 'prepare-commit-msg', 'commit-msg'];

/** The first of these hooks that the repository has. */
export async function findHook(
  repository: Repository,
  names: readonly string[],
): Promise<string | undefined> {
  const folder = (await repository.read({ args: ['rev-parse', '--git-path', 'hooks'] })).trim();
  return names.find((name) => {
    try {
      accessSync(resolve(repository.root, folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const UNCHANGED = 'Nothing is lost: everything is as it was before.';

/**
 * A failure git gives no reason for, where a hook can have refused: its output is what the person needs. `state` says what the
 * repository is in now.
 */
export function hookFailure(
  hook: string | undefined,
  failure: AppError,
  state: string = UNCHANGED,
): AppError {
  const { kind, output } = failure.details ?? {};
  if (hook === undefined || kind !== 'unknown' || typeof output !== 'string' || /^fatal:/m.test(output)) {
    return failure;
  }
  return gitFailure('hook', {
    message: `The ${hook} hook refused. ${state}\n${output}`.trim(),
    output,
  });
}
