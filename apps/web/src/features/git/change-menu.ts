import type { RepositoryStatus } from '@berth/protocol/git-status';
import { FileInput } from 'lucide-react';
import type { MenuItem } from '../../ui/menu-items';
import { openFile } from '../../workbench/open-file';
import { revealInTree } from '../fs/reveal-in-tree';
import {
  askToDiscard,
  askToMarkResolved,
  askToResolve,
  pathsOf,
  pathsOfGroup,
  stage,
  unstage,
} from './change-actions';
import { type ChangeRow, discardable, type Group, type Row } from './change-rows';
import { resolutionsOf } from './resolutions';

interface Repository {
  projectId: string;
  status: RepositoryStatus;
}

/** What can be done with a line of the changes. */
export function changeMenu(row: Row | undefined, repository: Repository): MenuItem[] {
  if (!row) return [];
  if (row.kind === 'group') return groupMenu(row.group, repository);
  return row.group === 'conflicted' ? conflictMenu(row, repository) : fileMenu(row, repository);
}

function groupMenu(group: Group, { projectId, status }: Repository): MenuItem[] {
  const paths = () => pathsOfGroup(status, group);
  switch (group) {
    case 'conflicted':
      return [
        {
          label: 'Mark all resolved',
          onSelect: () => void askToMarkResolved(projectId, pathsOf(status.conflicted)),
        },
      ];
    case 'staged':
      return [{ label: 'Unstage all', onSelect: () => void unstage(projectId, paths()) }];
    case 'unstaged':
    case 'untracked':
      return [
        { label: 'Stage all', onSelect: () => void stage(projectId, paths()) },
        'separator',
        { label: 'Discard all…', danger: true, onSelect: () => askToDiscard(status[group]) },
      ];
  }
}

function conflictMenu({ change }: ChangeRow, { projectId }: Repository): MenuItem[] {
  const { path } = change;
  return [
    { label: 'Open file', icon: FileInput, onSelect: () => openFile(path) },
    'separator',
    ...resolutionsOf(change).map(({ take, label }) => ({
      label,
      onSelect: () => void askToResolve(projectId, { path, take }),
    })),
  ];
}

function fileMenu(row: ChangeRow, { projectId }: Repository): MenuItem[] {
  const { change, group } = row;
  const { path } = change;
  const isFile = !path.endsWith('/') && !change.submodule && change.status !== 'deleted';
  const file: MenuItem[] = isFile
    ? [{ label: 'Open file', icon: FileInput, onSelect: () => openFile(path) }]
    : path.endsWith('/')
      ? [{ label: 'Show in the file tree', onSelect: () => revealInTree(path.slice(0, -1)) }]
      : [];
  if (group === 'staged') {
    return [...file, { label: 'Unstage', onSelect: () => void unstage(projectId, pathsOf([change])) }];
  }
  return [
    ...file,
    {
      label: 'Stage',
      disabled: change.onlyInside === true,
      onSelect: () => void stage(projectId, pathsOf([change])),
    },
    'separator',
    {
      label: 'Discard changes…',
      danger: true,
      disabled: !discardable(row),
      onSelect: () => askToDiscard([change]),
    },
  ];
}
