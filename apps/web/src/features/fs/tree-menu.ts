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
import { contributedItems } from './tree-extensions';
import { setClipboard, startCreating, startRenaming } from './tree-state';

export interface TreeMenuActions {
  duplicate(path: string): void;
  /** Undefined while nothing was cut or copied. */
  paste: ((entry: Entry | null) => void) | undefined;
  requestDelete(entry: Entry): void;
  copyPath(path: string): void;
  download(path: string): void;
  upload(folder: string, what: 'files' | 'folder'): void;
  refresh(): void;
}

/** The menu of an entry; `null` is the root, the free space below the entries. */
export function treeMenu(entry: Entry | null, actions: TreeMenuActions): MenuItem[] {
  const folder = entry === null ? ROOT : isFolder(entry) ? entry.path : parentOf(entry.path);
  const contributed = contributedItems({ path: entry?.path ?? ROOT, type: entry?.type ?? 'directory' });
  const creation: MenuItem[] = [
    { label: 'New file…', icon: FilePlus, onSelect: () => startCreating(folder, 'file') },
    { label: 'New folder…', icon: FolderPlus, onSelect: () => startCreating(folder, 'directory') },
    { label: 'Upload files…', icon: Upload, onSelect: () => actions.upload(folder, 'files') },
    { label: 'Upload folder…', icon: FolderUp, onSelect: () => actions.upload(folder, 'folder') },
  ];
  const more: MenuItem[] = contributed.length > 0 ? ['separator', ...contributed] : [];
  const { paste } = actions;
  const pasting: MenuItem = {
    label: 'Paste',
    icon: ClipboardPaste,
    keys: 'Mod+V',
    disabled: !paste,
    onSelect: () => paste?.(entry),
  };
  if (entry === null) {
    return [
      ...creation,
      'separator',
      pasting,
      ...more,
      'separator',
      { label: 'Refresh', icon: RotateCw, onSelect: actions.refresh },
    ];
  }
  return [
    ...creation,
    'separator',
    {
      label: 'Cut',
      icon: Scissors,
      keys: 'Mod+X',
      onSelect: () => setClipboard({ path: entry.path, mode: 'cut' }),
    },
    {
      label: 'Copy',
      icon: Copy,
      keys: 'Mod+C',
      onSelect: () => setClipboard({ path: entry.path, mode: 'copy' }),
    },
    pasting,
    'separator',
    { label: 'Rename…', icon: Pencil, keys: 'F2', onSelect: () => startRenaming(entry.path) },
    { label: 'Duplicate', icon: CopyPlus, onSelect: () => actions.duplicate(entry.path) },
    { label: 'Copy path', icon: ClipboardCopy, onSelect: () => actions.copyPath(entry.path) },
    ...(entry.type === 'file' || entry.linkType === 'file'
      ? [{ label: 'Download', icon: Download, onSelect: () => actions.download(entry.path) }]
      : []),
    ...more,
    'separator',
    {
      label: 'Delete…',
      icon: Trash2,
      keys: 'Delete',
      danger: true,
      onSelect: () => actions.requestDelete(entry),
    },
  ];
}
