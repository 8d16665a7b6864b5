import { AppError } from '@berth/protocol/error';
import { failureOf, gitFailure } from './failure';
import type { Repository } from './repository';
import type { RunResult } from './run';

/** Paths for git's standard input: never options, never patterns, and however many there are. */
const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];
const inputOf = (paths: readonly string[]): string => paths.map((path) => `${path}\0`).join('');

interface PathsCommand {
  doing: string;
  args: readonly string[];
  paths: readonly string[];
}

async function changePaths(repository: Repository, { doing, args, paths }: PathsCommand): Promise<void> {
  const result = await repository.attempt({ args, input: inputOf(paths), literalPaths: true });
  if (result.code === 0) return;
  throw pathFailure(result, doing);
}

function pathFailure(result: RunResult, doing: string): AppError {
  const missing = /pathspec '(.+)' did not match any file/s.exec(result.stderr)?.[1];
  if (missing !== undefined) return new AppError('NOT_FOUND', `git knows of no file ${missing}.`);
  if (/is outside repository|beyond a symbolic link/.test(result.stderr)) {
    return new AppError('PATH_OUTSIDE_PROJECT', 'A path leads outside the project.');
  }
  return failureOf({ ...result, stdout: result.stdout.toString('utf8'), doing });
}

/** Stages what the files are now, deletions included. A folder is everything in it; `.` is everything. */
export function stage(repository: Repository, paths: readonly string[]): Promise<void> {
  return changePaths(repository, { doing: 'stage', args: ['add', '--all', ...fromInput], paths });
}

/** Makes the index as HEAD has the files; before the first commit they leave the index. */
export async function unstage(repository: Repository, paths: readonly string[]): Promise<void> {
  await changePaths(repository, { doing: 'unstage', args: ['reset', '--quiet', ...fromInput], paths });
}

/** Throws changes that are not staged away: files become as the index has them, untracked ones are deleted. */
export async function discard(repository: Repository, paths: readonly string[]): Promise<void> {
  const announced = await announcedAmong(repository, paths);
  if (announced.length > 0) await unstage(repository, announced);
  const tracked = await trackedAmong(repository, paths);
  if (tracked.length > 0) {
    await changePaths(repository, {
      doing: 'discard the changes',
      args: ['restore', '--worktree', ...fromInput],
      paths: tracked,
    });
  }
  for (const some of portions(paths)) {
    const result = await repository.attempt({
      args: ['clean', '--force', '-d', '--quiet', '--', ...some],
      literalPaths: true,
    });
    if (result.code !== 0) throw pathFailure(result, 'delete the untracked files');
  }
  const kept = await repositoriesAmong(repository, paths);
  if (kept.length === 0) return;
  throw gitFailure('unknown', {
    message: `${kept.slice(0, 3).join(', ')}${kept.length > 3 ? ` and ${kept.length - 3} more` : ''} ${
      kept.length === 1 ? 'is a git repository' : 'are git repositories'
    } with a history of its own, and was kept. To be rid of it, delete the folder in the file tree. All else was discarded.`,
    files: kept,
  });
}

/** Repositories inside this one that are no part of it: git deletes all that is untracked but those. */
async function repositoriesAmong(repository: Repository, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const some of portions(paths)) {
    const { stdout } = await repository.readBytes({
      args: ['ls-files', '-z', '--others', '--exclude-standard', '--', ...some],
      literalPaths: true,
    });
    const listed = stdout.toString('utf8').split('\0');
    found.push(...listed.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)));
  }
  return found;
}

/** Of a submodule nothing is asked: git would run in it. */
const announcedOnly = [
  'diff',
  '--name-only',
  '-z',
  '--no-ext-diff',
  '--no-renames',
  '--ignore-submodules=all',
  '--diff-filter=A',
];

/** Files the index only announces (`git add --intent-to-add`): it has nothing they could become, so they are untracked ones. */
async function announcedAmong(repository: Repository, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const some of portions(paths)) {
    const { stdout } = await repository.readBytes({
      args: [...announcedOnly, '--', ...some],
      literalPaths: true,
    });
    found.push(...stdout.toString('utf8').split('\0').slice(0, -1));
  }
  return found;
}

async function trackedAmong(repository: Repository, paths: readonly string[]): Promise<string[]> {
  const tracked: string[] = [];
  for (const some of portions(paths)) {
    const { stdout } = await repository.readBytes({
      args: ['ls-files', '-z', '--cached', '--', ...some],
      literalPaths: true,
    });
    const listed = stdout.toString('utf8').split('\0');
    const exact = new Set(listed);
    const folders = new Set(listed.flatMap(foldersOf));
    tracked.push(
      ...some.filter((path) => {
        const plain = path.replace(/\/+$/, '');
        return exact.has(path) || folders.has(plain) || (plain === '.' && listed.length > 1);
      }),
    );
  }
  return tracked;
}

/** `a/b/c` is in `a` and in `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Arguments are limited in number and size by the system: a few hundred paths at a time. */
function* portions(paths: readonly string[]): Generator<readonly string[]> {
  for (let index = 0; index < paths.length; index += 200) yield paths.slice(index, index + 200);
}
