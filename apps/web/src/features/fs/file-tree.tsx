import type { Entry } from '@berth/protocol/fs-entry';
import { useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { copyText } from '../../lib/clipboard';
import { ContextMenu } from '../../ui/context-menu';
import { showToast } from '../../ui/toasts';
import { openFile } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { useTabs } from '../../workbench/tabs';
import { requestDelete } from './delete-request';
import styles from './file-tree.module.css';
import { isFolder, refreshAllFolders } from './folder-queries';
import { paste } from './paste';
import { isWithin, joinPath, parentOf } from './paths';
import { downloadFile } from './raw-url';
import { clipboardKey, entryInPlaceOf, treeIntent, typeAhead } from './tree-keys';
import { TreeLine } from './tree-line';
import { treeMenu } from './tree-menu';
import type { TreeRow } from './tree-rows';
import { focusEntry, setClipboard, setExpanded, startRenaming, stopEditing, useTree } from './tree-state';
import { chooseUpload, uploadDropped } from './upload-start';
import { useFileActions } from './use-file-actions';
import { lineOf, useTreeDrag } from './use-tree-drag';
import { useTreeRows } from './use-tree-rows';
import { useTypeAhead } from './use-type-ahead';

/** The project's files: folders are read as they are opened, and only the lines on screen are drawn. */
export function FileTree() {
  const { id: projectId, name: projectName } = useProject();
  const client = useQueryClient();
  const actions = useFileActions();
  const rows = useTreeRows(projectId);
  const { focused, renaming, clipboard, reveal } = useTree();
  const activePath = useTabs(({ tabs, activeId }) => tabs.find(({ id }) => id === activeId)?.input.path);
  const tree = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const typed = useTypeAhead();
  const [menuEntry, setMenuEntry] = useState<Entry | null>(null);

  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const focusedAt = useMemo(() => rows.findIndex((row) => row.key === focused), [rows, focused]);
  const creatingAt = useMemo(() => rows.findIndex(({ kind }) => kind === 'create'), [rows]);
  const lineId = (index: number) => `${treeId}-${index}`;

  // Follows the focus and requests to reveal; a revealed entry may still have to be read.
  useEffect(() => {
    if (focusedAt >= 0) virtual.scrollToIndex(focusedAt, { align: 'auto' });
  }, [focusedAt, reveal]);
  useEffect(() => {
    if (creatingAt >= 0) virtual.scrollToIndex(creatingAt, { align: 'auto' });
  }, [creatingAt, virtual]);

  const { dropFolder, dragProps } = useTreeDrag({
    onMove: (from, to) => void actions.move(from, to),
    onCopy: (folder, path) => void actions.copyInto(folder, path),
    onFiles: (folder, data) => void uploadDropped({ client, projectId, projectName, folder }, data),
  });

  const pasteAt = (entry: Entry | null) => {
    if (clipboard) void paste(clipboard, { entry, actions });
  };
  const askDelete = (entry: Entry) => requestDelete(entry, entryInPlaceOf(entry.path, rows));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const focusedEntry = entryIn(rows[focusedAt]);
    const clipboardIntent = clipboardKey(event.nativeEvent, clipboard);
    if (clipboardIntent) {
      event.preventDefault();
      if (clipboardIntent === 'forget') setClipboard(null);
      else if (clipboardIntent === 'paste') pasteAt(focusedEntry);
      else if (focusedEntry) setClipboard({ path: focusedEntry.path, mode: clipboardIntent });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((tree.current?.clientHeight ?? 0) / rowHeight) - 1);
    const intent = treeIntent(event.key, { rows, focused, page });
    if (intent) event.preventDefault();
    switch (intent?.do) {
      case 'focus':
        return focusEntry(intent.path);
      case 'expand':
      case 'collapse':
        return setExpanded(intent.path, intent.do === 'expand');
      case 'open':
        return openFile(intent.row.entry.path, { preview: intent.preview });
      case 'rename':
        return startRenaming(intent.row.entry.path);
      case 'delete':
        return askDelete(intent.row.entry);
    }
    if (event.key.length === 1) {
      const path = typeAhead(typed(event.key), { rows, focused });
      if (path) focusEntry(path);
    }
  };
  const entryAt = (event: MouseEvent): Entry | null => {
    const path = lineOf(event.target)?.dataset.path;
    return entryIn(rows.find(({ key }) => key === path));
  };
  const onClick = (event: MouseEvent) => {
    const entry = entryAt(event);
    if (!entry || renaming === entry.path) return;
    focusEntry(entry.path);
    if (isFolder(entry)) setExpanded(entry.path, !useTree.getState().expanded.has(entry.path));
    else openFile(entry.path, { preview: event.detail < 2 });
  };
  const onContextMenu = (event: MouseEvent) => {
    // The menu key is pressed on the tree itself, and means the focused entry.
    const byKey = event.target === tree.current && event.button !== 2;
    const entry = byKey ? entryIn(rows[focusedAt]) : entryAt(event);
    setMenuEntry(entry);
    if (entry) focusEntry(entry.path);
  };
  const onRename = (path: string, name: string | null) => {
    stopEditing();
    tree.current?.focus();
    if (name !== null) void actions.move(path, joinPath(parentOf(path), name));
  };
  const menu = treeMenu(menuEntry, {
    duplicate: (path) => void actions.copyInto(parentOf(path), path),
    paste: clipboard ? pasteAt : undefined,
    requestDelete: askDelete,
    copyPath: (path) => void copyPath(path),
    download: (path) => downloadFile(projectId, path),
    upload: (folder, what) => chooseUpload({ client, projectId, projectName, folder }, what),
    refresh: () => void refreshAllFolders(client, projectId),
  });

  return (
    <ContextMenu items={menu}>
      <div
        ref={tree}
        role="tree"
        aria-label="Files"
        tabIndex={0}
        className={styles.tree}
        data-dropping={dropFolder === '.' || undefined}
        aria-activedescendant={focusedAt >= 0 ? lineId(focusedAt) : undefined}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onContextMenuCapture={onContextMenu}
        {...dragProps}
      >
        <div role="none" className={styles.space} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <div
                  role="none"
                  key={item.key}
                  className={styles.slot}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <TreeLine
                    id={lineId(item.index)}
                    row={row}
                    projectId={projectId}
                    focused={row.key === focused}
                    active={row.key === activePath}
                    dropTarget={row.key === dropFolder}
                    renaming={row.key === renaming}
                    cut={
                      row.kind === 'entry' &&
                      clipboard?.mode === 'cut' &&
                      isWithin(row.entry.path, clipboard.path)
                    }
                    onRename={onRename}
                    onCreated={() => tree.current?.focus()}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
    </ContextMenu>
  );
}

const entryIn = (row: TreeRow | undefined) => (row?.kind === 'entry' ? row.entry : null);

/** Pixels; the tokens make lines higher on touch screens. */
function useRowHeight(): number {
  const [height] = useState(() =>
    Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10),
  );
  return height || 24;
}

async function copyPath(path: string): Promise<void> {
  try {
    await copyText(path);
    showToast({ kind: 'success', title: 'Path copied', text: path, durationMs: 2_500 });
  } catch {
    // Shown, so that a person can copy it themselves.
    showToast({ kind: 'info', title: 'The browser did not allow copying', text: path });
  }
}
