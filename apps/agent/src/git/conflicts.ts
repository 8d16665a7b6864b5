import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import { takeBoth } from './conflict-markers';
import { failureOf, gitFailure } from './failure';
import { requireUnedited } from './hand-edits';
import { findHook, hookFailure } from './hook';
import type { Repository } from './repository';
import { operationUnderWay } from './repository-state';
import type { RunResult } from './run';

/** Paths with unresolved conflicts. */
export async function conflictedPaths(repository: Repository): Promise<string[]> {
  const { stdout } = await repository.readBytes({ args: ['ls-files', '--unmerged', '-z'] });
  const paths = stdout
    .toString('utf8')
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => record.slice(record.indexOf('\t') + 1));
  return [...new Set(paths)];
}

interface Concluded {
  result: RunResult;
  doing: string;
  /** Hooks that can refuse it, in the order they run. */
  hooks?: readonly string[];
}

/** What a command that can end in conflicts came to: the conflicted paths. @throws AppError GIT_FAILED for anything else. */
export async function conflictsOrThrow(
  repository: Repository,
  { result, doing, hooks }: Concluded,
): Promise<string[]> {
  const output = `${result.stderr}\n${result.stdout.toString('utf8')}`;
  if (result.code === 0) {
    await requireAutostash(repository, output);
    return [];
  }
  const paths = await conflictedPaths(repository);
  if (paths.length > 0 && /CONFLICT|could not apply|Resolve all conflicts|needs merge/i.test(output))
    return paths;
  const failure = failureOf({ ...result, stdout: result.stdout.toString('utf8'), doing });
  if (hooks === undefined) throw failure;
  const state =
    operationUnderWay(repository.directories) === null
      ? undefined
      : 'Nothing is lost: it is still under way, to go on or to abort.';
  throw hookFailure(await findHook(repository, hooks), failure, state);
}

/** git calls it a success where changes it had put aside (`merge.autoStash`, `rebase.autoStash`) do not fit what came in. */
async function requireAutostash(repository: Repository, output: string): Promise<void> {
  if (!/^Applying autostash resulted in conflicts/m.test(output)) return;
  throw gitFailure('conflicts', {
    message:
      'That was done, but changes of yours that were not committed conflict with it. They are whole in the newest stash.',
    advice: 'Resolve each conflict, then drop the stash.',
    files: await conflictedPaths(repository),
  });
}

export type Take = 'ours' | 'theirs' | 'both' | 'working';

export interface Resolution {
  path: string;
  take: Take;
  /** Whether what was edited by hand is to be lost. */
  overEdits: boolean;
}

/** Resolves one conflicted path and stages the result. A side that has deleted the file deletes it. */
export async function resolveConflict(
  repository: Repository,
  { path, take, overEdits }: Resolution,
): Promise<void> {
  const stages = await stagesOf(repository, path);
  if (stages.size === 0) throw new AppError('CONFLICT', `${path} has no conflict any more.`);
  if (take !== 'working' && !overEdits) await requireUnedited(repository, path);
  if (take === 'ours' || take === 'theirs') {
    const wanted = take === 'ours' ? 2 : 3;
    if (!stages.has(wanted)) {
      await repository.change('resolve the conflict', {
        args: ['rm', '--quiet', '--force', '--', path],
        literalPaths: true,
      });
      return;
    }
    await repository.change('resolve the conflict', {
      args: ['checkout', `--${take}`, '--', path],
      literalPaths: true,
    });
  }
  if (take === 'both') await keepBoth(repository, path);
  await repository.change('mark the conflict resolved', {
    args: ['add', '--all', '--', path],
    literalPaths: true,
  });
}

/** Which stages the index has of a path: 1 base, 2 ours, 3 theirs. */
async function stagesOf(repository: Repository, path: string): Promise<Set<number>> {
  const { stdout } = await repository.readBytes({
    args: ['ls-files', '--unmerged', '-z', '--', path],
    literalPaths: true,
  });
  const stages = stdout.toString('utf8').matchAll(/(?:^|\0)\d{6} [0-9a-f]+ ([123])\t/g);
  return new Set([...stages].map((match) => Number(match[1])));
}

async function keepBoth(repository: Repository, path: string): Promise<void> {
  await repository.change('restore the conflict', {
    args: ['checkout', '--conflict=merge', '--', path],
    literalPaths: true,
  });
  const file = join(repository.root, path);
  const merged = takeBoth(await readFile(file, 'latin1'));
  if (merged === undefined) {
    throw new AppError('CONFLICT', `${path} cannot be combined line by line. Take one of the two sides.`);
  }
  await writeFile(file, merged, 'latin1');
}
