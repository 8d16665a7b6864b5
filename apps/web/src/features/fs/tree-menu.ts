import type { Entry } from '@berth/protocol/fs-entry';
import {
  ClipboardCopy,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Download,
  FilePlus,
  FolderPlus,
  FolderUp,
  Pencil,
  RotateCw,
  Scissors,
  Trash2,
  Upload,
} from 'lucide-react';
import type { MenuItem } from '../../ui/menu-items';
import { isFolder } from './folder-queries';
import { parentOf, ROOT } from './paths';
import { contributedItems, type TreeTarget } from './tree-extensions';
import { startCreating, startRenaming } from './tree-state';
import type { TreeCommands } from './use-tree-key-down';

export interface TreeMenuActions {
  hold: TreeCommands['hold'];
  /** Undefined while nothing was cut or copied. */
  pasteAt: TreeCommands['pasteAt'] | undefined;
  requestDelete: TreeCommands['requestDelete'];
  duplicate(entries: readonly Entry[]): void;
  copyPaths(entries: readonly Entry[]): void;
  download(path: string): void;
  upload(folder: string, what: 'files' | 'folder'): void;
  refresh(): void;
}

/** The menu of an entry, for all that is acted on with it; `null` is the root, the free space below the entries. */
export function treeMenu(
  entry: Entry | null,
  targets: readonly Entry[],
  actions: TreeMenuActions,
): MenuItem[] {
  if (entry === null) {
    return [
      ...creation(entry, actions),
      'separator',
      pasting(entry, actions),
      ...contributed([{ path: ROOT, type: 'directory' }]),
      'separator',
      { label: 'Refresh', icon: RotateCw, onSelect: actions.refresh },
    ];
  }
  const [only, ...others] = targets;
  const single = others.length === 0 ? only : undefined;
  const count = targets.length.toLocaleString('en');
  return [
    ...(single ? [...creation(single, actions), 'separator' as const] : []),
    { label: 'Cut', icon: Scissors, keys: 'Mod+X', onSelect: () => actions.hold(targets, 'cut') },
    { label: 'Copy', icon: Copy, keys: 'Mod+C', onSelect: () => actions.hold(targets, 'copy') },
    pasting(entry, actions),
    'separator',
    ...(single
      ? [{ label: 'Rename…', icon: Pencil, keys: 'F2', onSelect: () => startRenaming(single.path) }]
      : []),
    { label: 'Duplicate', icon: CopyPlus, onSelect: () => actions.duplicate(targets) },
    {
      label: single ? 'Copy path' : `Copy ${count} paths`,
      icon: ClipboardCopy,
      onSelect: () => actions.copyPaths(targets),
    },
    ...(single && (single.type === 'file' || single.linkType === 'file')
      ? [{ label: 'Download', icon: Download, onSelect: () => actions.download(single.path) }]
      : []),
    ...contributed(targets),
    'separator',
    {
      label: single ? 'Delete…' : `Delete ${count} items…`,
      icon: Trash2,
      keys: 'Delete',
      danger: true,
      onSelect: () => actions.requestDelete(targets),
    },
  ];
}

function creation(entry: Entry | null, { upload }: TreeMenuActions): MenuItem[] {
  const folder = entry === null ? ROOT : isFolder(entry) ? entry.path : parentOf(entry.path);
  return [
    { label: 'New file…', icon: FilePlus, onSelect: () => startCreating(folder, 'file') },
    { label: 'New folder…', icon: FolderPlus, onSelect: () => startCreating(folder, 'directory') },
    { label: 'Upload files…', icon: Upload, onSelect: () => upload(folder, 'files') },
    { label: 'Upload folder…', icon: FolderUp, onSelect: () => upload(folder, 'folder') },
  ];
}

function pasting(entry: Entry | null, { pasteAt }: TreeMenuActions): MenuItem {
  return {
    label: 'Paste',
    icon: ClipboardPaste,
    keys: 'Mod+V',
    disabled: !pasteAt,
    onSelect: () => pasteAt?.(entry),
  };
}

function contributed(targets: readonly TreeTarget[]): MenuItem[] {
  const items = contributedItems(targets);
  return items.length > 0 ? ['separator', ...items] : [];
}
