import { type DragEvent, useRef, useState } from 'react';
import { z } from 'zod';
import { showDraggedCount } from './dragged-count';
import { isWithin, parentOf, ROOT } from './paths';
import { setExpanded } from './tree-state';

/** Type of the dragged entries' paths, as a JSON array. */
const PATHS_TYPE = 'application/x-berth-paths';
const pathsSchema = z.array(z.string());

const OPEN_AFTER_MS = 700;

export interface TreeDragHandlers {
  /** What is dragged with the entry at a path: all that is selected with it, or it alone. */
  draggedWith(path: string): string[];
  onMove(paths: readonly string[], folder: string): void;
  onCopy(paths: readonly string[], folder: string): void;
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
    event.dataTransfer.types.includes(PATHS_TYPE) || event.dataTransfer.types.includes('Files');

  return {
    dropFolder,
    dragProps: {
      onDragStart: (event: DragEvent) => {
        const path = lineOf(event.target)?.dataset.path;
        if (!path) return;
        const paths = handlers.draggedWith(path);
        event.dataTransfer.setData(PATHS_TYPE, JSON.stringify(paths));
        event.dataTransfer.setData('text/plain', paths.join('\n'));
        if (paths.length > 1) showDraggedCount(event.dataTransfer, paths.length);
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
        const data = event.dataTransfer.getData(PATHS_TYPE);
        if (!data) return handlers.onFiles(folder, event.dataTransfer);
        const dragged = pathsSchema.parse(JSON.parse(data));
        // A folder cannot go into itself, and what is here already stays.
        if (dragged.some((path) => isWithin(folder, path))) return;
        const paths = dragged.filter((path) => parentOf(path) !== folder);
        if (paths.length === 0) return;
        if (copies(event)) handlers.onCopy(paths, folder);
        else handlers.onMove(paths, folder);
      },
    },
  };
}

const copies = (event: DragEvent) =>
  !event.dataTransfer.types.includes(PATHS_TYPE) || event.ctrlKey || event.altKey;

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
