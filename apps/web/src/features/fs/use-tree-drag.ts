import { type DragEvent, useRef, useState } from 'react';
import { isWithin, joinPath, nameOf, parentOf, ROOT } from './paths';
import { setExpanded } from './tree-state';

/** Type of a dragged entry's path, for those who take drops from the tree. */
export const PATH_TYPE = 'application/x-berth-path';

const OPEN_AFTER_MS = 700;

export interface TreeDragHandlers {
  onMove(from: string, to: string): void;
  onCopy(folder: string, path: string): void;
  /** Files and folders from outside of the browser. */
  onFiles(folder: string, data: DataTransfer): void;
}

/** Drag and drop within the tree (move, or copy with Control or Option held) and from the desktop (upload). */
export function useTreeDrag(handlers: TreeDragHandlers) {
  const [dropFolder, setDropFolder] = useState<string | null>(null);
  const hover = useRef<{ folder: string; timer: ReturnType<typeof setTimeout> } | null>(null);

  const setHover = (folder: string | null) => {
    if (hover.current?.folder === folder) return;
    if (hover.current) clearTimeout(hover.current.timer);
    hover.current =
      folder === null || folder === ROOT
        ? null
        : { folder, timer: setTimeout(() => setExpanded(folder, true), OPEN_AFTER_MS) };
    setDropFolder(folder);
  };
  const accepts = (event: DragEvent) =>
    event.dataTransfer.types.includes(PATH_TYPE) || event.dataTransfer.types.includes('Files');

  return {
    dropFolder,
    dragProps: {
      onDragStart: (event: DragEvent) => {
        const path = lineOf(event.target)?.dataset.path;
        if (!path) return;
        event.dataTransfer.setData(PATH_TYPE, path);
        event.dataTransfer.setData('text/plain', path);
        event.dataTransfer.effectAllowed = 'copyMove';
      },
      onDragOver: (event: DragEvent) => {
        if (!accepts(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = copies(event) ? 'copy' : 'move';
        setHover(folderAt(event.target));
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setHover(null);
      },
      onDragEnd: () => setHover(null),
      onDrop: (event: DragEvent) => {
        if (!accepts(event)) return;
        event.preventDefault();
        setHover(null);
        const folder = folderAt(event.target);
        const from = event.dataTransfer.getData(PATH_TYPE);
        if (!from) return handlers.onFiles(folder, event.dataTransfer);
        // A folder cannot go into itself, and what is here already stays.
        if (isWithin(folder, from) || parentOf(from) === folder) return;
        if (copies(event)) handlers.onCopy(folder, from);
        else handlers.onMove(from, joinPath(folder, nameOf(from)));
      },
    },
  };
}

const copies = (event: DragEvent) =>
  !event.dataTransfer.types.includes(PATH_TYPE) || event.ctrlKey || event.altKey;

export function lineOf(target: EventTarget): HTMLElement | null {
  return (target as Element).closest<HTMLElement>('[data-path]');
}

/** The folder that a drop on this element goes to. */
function folderAt(target: EventTarget): string {
  const line = lineOf(target);
  const path = line?.dataset.path;
  if (!path) return ROOT;
  return line.dataset.type === 'directory' ? path : parentOf(path);
}
