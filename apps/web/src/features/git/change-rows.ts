import type { Change, RepositoryStatus } from '@berth/protocol/git-status';

export type Group = 'conflicted' | 'staged' | 'unstaged' | 'untracked';

export interface GroupRow {
  kind: 'group';
  id: string;
  group: Group;
  title: string;
  count: number;
  open: boolean;
}

export interface ChangeRow {
  kind: 'change';
  id: string;
  group: Group;
  change: Change;
}

export type Row = GroupRow | ChangeRow;

const titles: Record<Group, string> = {
  conflicted: 'Conflicts',
  staged: 'Staged',
  unstaged: 'Changes',
  untracked: 'Untracked',
};
export const groups = ['conflicted', 'staged', 'unstaged', 'untracked'] as const;

/** The lines of the list: each group that has changes, then its changes unless it is closed. */
export function changeRows(status: RepositoryStatus, closed: ReadonlySet<Group>): Row[] {
  return groups.flatMap((group): Row[] => {
    const changes = status[group];
    if (changes.length === 0) return [];
    const open = !closed.has(group);
    const head: GroupRow = {
      kind: 'group',
      id: group,
      group,
      title: titles[group],
      count: changes.length,
      open,
    };
    if (!open) return [head];
    return [
      head,
      ...changes.map(
        (change): ChangeRow => ({ kind: 'change', id: `${group}:${change.path}`, group, change }),
      ),
    ];
  });
}

/** The line the keyboard is at: the one it was at or, when that is gone, what stands in its place. */
export function activeIndex(rows: readonly Row[], was: { id: string; index: number } | null): number {
  const found = rows.findIndex(({ id }) => id === was?.id);
  return found >= 0 ? found : Math.max(0, Math.min(was?.index ?? 0, rows.length - 1));
}

/** Whether git can throw the change away. What a submodule has inside is the submodule's own. */
export const discardable = ({ group, change }: ChangeRow): boolean =>
  (group === 'unstaged' || group === 'untracked') && !change.submodule;

/** How many files differ from HEAD. */
export function changeCount(status: RepositoryStatus): number {
  return groups.reduce((sum, group) => sum + status[group].length, 0);
}
