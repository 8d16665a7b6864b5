import type { Change, ChangeKind, RepositoryStatus } from '@berth/protocol/git-status';
import type { Decorate, DecorationTone, TreeDecoration } from '../fs/tree-extensions';

const letters: Record<ChangeKind, string> = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  renamed: 'R',
  copied: 'C',
  typechange: 'T',
  untracked: 'U',
  conflicted: '!',
  unknown: '?',
};
const tones: Record<ChangeKind, DecorationTone> = {
  added: 'added',
  modified: 'modified',
  deleted: 'deleted',
  renamed: 'modified',
  copied: 'added',
  typechange: 'modified',
  untracked: 'untracked',
  conflicted: 'conflicted',
  unknown: 'modified',
};
const labels: Record<ChangeKind, string> = {
  added: 'Added',
  modified: 'Modified',
  deleted: 'Deleted',
  renamed: 'Renamed',
  copied: 'Copied',
  typechange: 'Type changed',
  untracked: 'Untracked',
  conflicted: 'In conflict',
  unknown: 'Changed in a way Berth does not know',
};

/** The letter, the colour and the words for a change. */
export function decorationOf(change: Pick<Change, 'status' | 'submodule' | 'onlyInside'>): TreeDecoration {
  const { status, submodule, onlyInside } = change;
  const tone = tones[status];
  if (!submodule) return { letter: letters[status], tone, label: labels[status] };
  const what = onlyInside ? 'with changes inside' : labels[status].toLowerCase();
  return { letter: 'S', tone, label: `Submodule ${what}` };
}

const ignoredOne: TreeDecoration = { letter: '', tone: 'ignored', label: 'Ignored' };

/** Decorates the tree's entries; folders by what is in them. Later groups win: what a file is now counts most. */
export function decorations(status: RepositoryStatus, ignored: ReadonlySet<string>): Decorate {
  const files = new Map<string, TreeDecoration>();
  const folders = new Map<string, TreeDecoration>();
  const untrackedFolders = new Set<string>();
  for (const change of [...status.staged, ...status.unstaged, ...status.untracked, ...status.conflicted]) {
    const decoration = decorationOf(change);
    const path = change.path.replace(/\/$/, '');
    if (path !== change.path) untrackedFolders.add(path);
    files.set(path, decoration);
    for (const folder of parents(path)) {
      const tone =
        folders.has(folder) && folders.get(folder)?.tone !== decoration.tone ? 'modified' : decoration.tone;
      folders.set(folder, { letter: '•', tone, label: 'Has changes' });
    }
  }
  return (path) => {
    const own = files.get(path) ?? folders.get(path);
    if (own) return own;
    const above = parents(path);
    if (ignored.has(path) || above.some((folder) => ignored.has(folder))) return ignoredOne;
    return above.some((folder) => untrackedFolders.has(folder))
      ? decorationOf({ status: 'untracked' })
      : undefined;
  };
}

/** `a/b/c` is in `a/b` and in `a`. */
function parents(path: string): string[] {
  const found: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    found.push(path.slice(0, end));
  }
  return found;
}
