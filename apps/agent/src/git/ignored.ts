import { existsSync, lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Repository } from './repository';

/** Which of these paths git ignores. What it cannot tell, such as what is beyond a link or in a submodule, is not ignored. */
export async function ignoredAmong(repository: Repository, paths: readonly string[]): Promise<string[]> {
  const told = await ask(repository, paths);
  // git says nothing of all the others once it meets a path it cannot tell.
  return told ?? (await ask(repository, ownPaths(repository.root, paths))) ?? [];
}

async function ask(repository: Repository, paths: readonly string[]): Promise<string[] | undefined> {
  const { code, stdout } = await repository.readBytes({
    args: ['check-ignore', '-z', '--stdin'],
    // A name that begins with a colon is no pattern behind `./`; git answers with what it was asked.
    input: paths.map((path) => `${path.startsWith(':') ? './' : ''}${path}\0`).join(''),
  });
  if (code !== 0 && code !== 1) return undefined;
  const listed = stdout.toString('utf8').split('\0').slice(0, -1);
  return listed.map((path) => path.replace(/^\.\/(?=:)/, ''));
}

/** The paths that are in no folder that is a link, or has a repository of its own. */
function ownPaths(root: string, paths: readonly string[]): string[] {
  const known = new Map<string, boolean>([['.', true]]);
  const isOwn = (folder: string): boolean => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const full = join(root, folder);
    const isLink = lstatSync(full, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    const own = isOwn(dirname(folder)) && !isLink && !existsSync(join(full, '.git'));
    known.set(folder, own);
    return own;
  };
  return paths.filter((path) => isOwn(dirname(path)));
}
