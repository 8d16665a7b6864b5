/** Entries of `.git` whose change shows: what is checked out, staged, merged or rebased, and where branches are. */
const TELLING = new Set([
  'HEAD',
  'index',
  'packed-refs',
  'refs',
  'config',
  'FETCH_HEAD',
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'BISECT_LOG',
  'rebase-merge',
  'rebase-apply',
]);

/** Whether a folder (relative to the root) is one of the repository's own that are watched. */
export function isGitFolder(path: string): boolean {
  return path === '.git' || path === '.git/refs' || path.startsWith('.git/refs/');
}

/** Whether a change of `name` in such a folder changes what git says. Locks come and go with every command. */
export function isTelling(folder: string, name: string): boolean {
  if (name.endsWith('.lock')) return false;
  return folder === '.git' ? TELLING.has(name) : true;
}
