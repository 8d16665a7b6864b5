import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import type { FileDiff } from '@berth/protocol/git-change';
import { failureOf } from './failure';
import { cutAtLine, parseCounts } from './parse-diff';
import type { Repository } from './repository';

/** Bytes of a diff that a client is given. */
const MAX_DIFF_BYTES = 1024 * 1024;
/** Bytes of a diff that git is read for, to name it and to stage parts of it. */
const MAX_READ_BYTES = 16 * 1024 * 1024;

/** Nothing a repository names is run, and no setting of anybody changes the form. */
const form = [
  '--numstat',
  '--patch',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
  '--unified=3',
  '--inter-hunk-context=0',
  '--diff-algorithm=default',
];

export interface DiffRequest {
  /** The command up to its options, such as `['diff', '--cached']`. */
  command: readonly string[];
  paths: readonly string[];
  signal?: AbortSignal;
  env?: Readonly<Record<string, string>>;
}

export interface RawDiff {
  patch: Buffer;
  diff: FileDiff;
}

/** Runs a diff command over some paths. Exit code 1 only says that there are differences. */
export async function rawDiff(repository: Repository, request: DiffRequest): Promise<RawDiff> {
  const submodules = repository.submodules === 'look inside' ? [] : ['--ignore-submodules=dirty'];
  const isTree = request.command[0] === 'diff-tree';
  const result = await repository.readBytes({
    // Without it a repository can have the space left out that tells an empty line of a part from its end.
    args: [
      '-c',
      'diff.suppressBlankEmpty=false',
      ...request.command,
      ...form,
      ...(isTree ? [] : submodules),
      '--',
      ...request.paths,
    ],
    literalPaths: true,
    maxBytes: MAX_READ_BYTES,
    signal: request.signal,
    ...(request.env ? { env: request.env } : {}),
  });
  request.signal?.throwIfAborted();
  if (!result.truncated && result.code !== 0 && result.code !== 1) {
    throw failureOf({ stdout: '', stderr: result.stderr, doing: 'compare the file' });
  }
  const counts = parseCounts(result.stdout);
  const patch = result.stdout.subarray(counts.patchStart);
  const cut = cutAtLine(patch, MAX_DIFF_BYTES);
  return {
    patch,
    diff: {
      diff: cut.toString('utf8'),
      isBinary: counts.isBinary,
      addedLines: counts.addedLines,
      removedLines: counts.removedLines,
      truncated: result.truncated || cut.length < patch.length,
      etag: createHash('sha256').update(patch).digest('hex'),
    },
  };
}

export interface FileDiffRequest {
  path: string;
  oldPath?: string | undefined;
  staged: boolean;
  signal?: AbortSignal;
}

/** The diff of one file: staged against HEAD, or the working tree against the index; an untracked file is all new. */
export async function fileDiff(repository: Repository, request: FileDiffRequest): Promise<RawDiff> {
  const { path, oldPath, staged, signal } = request;
  const paths = oldPath === undefined ? [path] : [oldPath, path];
  const tracked = await rawDiff(repository, {
    command: staged ? ['diff', '--cached'] : ['diff'],
    paths,
    ...(signal ? { signal } : {}),
  });
  if (staged || tracked.patch.length > 0) return tracked;
  if (!(await isUntracked(repository, path))) return tracked;
  if (path === '-' || isLink(repository, path)) return announcedDiff(repository, path);
  return rawDiff(repository, {
    command: ['diff', '--no-index'],
    paths: ['/dev/null', path],
    ...(signal ? { signal } : {}),
  });
}

const isLink = ({ root }: Repository, path: string): boolean =>
  lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** By an index that has nothing but the file's name: where no index is used, git follows a link to a folder, and reads `-` as its input. */
async function announcedDiff(repository: Repository, path: string): Promise<RawDiff> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    const added = await repository.readBytes({
      args: ['-c', 'core.hooksPath=/dev/null', 'add', '--intent-to-add', '--force', '--', path],
      literalPaths: true,
      env,
    });
    if (added.code !== 0) throw failureOf({ stdout: '', stderr: added.stderr, doing: 'compare the file' });
    return await rawDiff(repository, { command: ['diff'], paths: [path], env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws AppError NOT_FOUND when there is no such file at all, NOT_A_FILE for a folder. */
async function isUntracked(repository: Repository, path: string): Promise<boolean> {
  const listed = await repository.readBytes({
    args: ['ls-files', '-z', '--cached', '--others', '-t', '--', path],
    literalPaths: true,
    maxBytes: 64 * 1024,
  });
  const [first] = listed.stdout.toString('utf8').split('\0');
  if (first === undefined || first === '') {
    throw new AppError('NOT_FOUND', `git knows of no file ${path}.`);
  }
  if (first.slice(2) !== path)
    throw new AppError('NOT_A_FILE', `${path} is a folder: ask for one of its files.`);
  return first.startsWith('? ');
}
