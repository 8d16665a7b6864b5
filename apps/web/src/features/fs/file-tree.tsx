import type { Entry } from '@berth/protocol/fs-entry';
import { useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { isApple } from '../../lib/keys';
import { ContextMenu } from '../../ui/context-menu';
import { openFile } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { useTabs } from '../../workbench/tabs';
import { copyPaths } from './copy-paths';
import { requestDelete } from './delete-request';
import styles from './file-tree.module.css';
import { isFolder, refreshAllFolders } from './folder-queries';
import { paste } from './paste';
import { joinPath, nameOf, parentOf } from './paths';
import { downloadFile } from './raw-url';
import { entryInPlaceOf } from './tree-keys';
import { TreeLine } from './tree-line';
import { treeMenu } from './tree-menu';
import { entryIn } from './tree-rows';
import { extended, isCovered, targetsAt, toggled } from './tree-selection';
import { changeSelection, focusEntry, setClipboard, setExpanded, stopEditing, useTree } from './tree-state';
import { chooseUpload, uploadDropped } from './upload-start';
import { useFileActions } from './use-file-actions';
import { lineOf, useTreeDrag } from './use-tree-drag';
import { type TreeCommands, useTreeKeyDown } from './use-tree-key-down';
import { useTreeRows } from './use-tree-rows';
import { useTreeSelection } from './use-tree-selection';

/** The project's files: folders are read as they are opened, and only the lines on screen are drawn. */
export function FileTree() {
  const { id: projectId, name: projectName } = useProject();
  const client = useQueryClient();
  const actions = useFileActions();
  const rows = useTreeRows(projectId);
  const { shown, selected } = useTreeSelection(rows);
  const { focused, selected: selection, renaming, clipboard, reveal } = useTree();
  const cut = useMemo(() => new Set(clipboard?.mode === 'cut' ? clipboard.paths : []), [clipboard]);
  const activePath = useTabs(({ tabs, activeId }) => tabs.find(({ id }) => id === activeId)?.input.path);
  const tree = useRef<HTMLDivElement>(null);
  const treeId = useId();
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
    draggedWith(path) {
      const row = rows.find(({ key }) => key === path);
      return pathsOf(targetsAt(entryIn(row), selected));
    },
    onMove: (paths, folder) =>
      void actions.move(paths.map((path) => ({ path, to: joinPath(folder, nameOf(path)) }))),
    onCopy: (paths, folder) => void actions.copyInto(paths.map((path) => ({ path, folder }))),
    onFiles: (folder, data) => void uploadDropped({ client, projectId, projectName, folder }, data),
  });

  const commands: TreeCommands = {
    hold: (entries, mode) => entries.length > 0 && setClipboard({ paths: pathsOf(entries), mode }),
    pasteAt: (entry) => clipboard && void paste(clipboard, { projectId, entry, actions }),
    requestDelete: (entries) => requestDelete(entries, entryInPlaceOf(pathsOf(entries), rows)),
  };
  const onKeyDown = useTreeKeyDown({
    rows,
    shown,
    selected,
    page: () => Math.max(1, Math.floor((tree.current?.clientHeight ?? 0) / rowHeight) - 1),
    commands,
  });
  const entryAt = (event: MouseEvent): Entry | null => {
    const path = lineOf(event.target)?.dataset.path;
    return entryIn(rows.find(({ key }) => key === path));
  };
  const onClick = (event: MouseEvent) => {
    const entry = entryAt(event);
    if (!entry || renaming === entry.path) return;
    const adds = isApple() ? event.metaKey : event.ctrlKey;
    if (event.shiftKey) return changeSelection((now) => extended(now, entry.path, { shown, add: adds }));
    if (adds) return changeSelection((now) => toggled(now, entry.path));
    focusEntry(entry.path);
    if (isFolder(entry)) setExpanded(entry.path, !useTree.getState().expanded.has(entry.path));
    else openFile(entry.path, { preview: event.detail < 2 });
  };
  const onContextMenu = (event: MouseEvent) => {
    // The menu key is pressed on the tree itself, and means the focused entry.
    const byKey = event.target === tree.current && event.button !== 2;
    const entry = byKey ? entryIn(rows[focusedAt]) : entryAt(event);
    setMenuEntry(entry);
    if (!entry) return;
    if (selected.includes(entry)) changeSelection(() => ({ focused: entry.path }));
    else focusEntry(entry.path);
  };
  const onRename = (path: string, name: string | null) => {
    stopEditing();
    tree.current?.focus();
    if (name !== null) void actions.move([{ path, to: joinPath(parentOf(path), name) }]);
  };
  const menu = treeMenu(menuEntry, targetsAt(menuEntry, selected), {
    ...commands,
    pasteAt: clipboard ? commands.pasteAt : undefined,
    duplicate: (entries) =>
      void actions.copyInto(entries.map(({ path }) => ({ path, folder: parentOf(path) }))),
    copyPaths: (entries) => void copyPaths(pathsOf(entries)),
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
        aria-multiselectable="true"
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
                    selected={row.kind === 'entry' && selection.has(row.entry.path)}
                    active={row.key === activePath}
                    dropTarget={row.key === dropFolder}
                    renaming={row.key === renaming}
                    cut={row.kind === 'entry' && isCovered(row.entry.path, cut)}
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

const pathsOf = (entries: readonly Entry[]) => entries.map(({ path }) => path);

/** Pixels; the tokens make lines higher on touch screens. */
function useRowHeight(): number {
  const [height] = useState(() =>
    Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10),
  );
  return height || 24;
}
