/** What the person did to paths from the tree, or follows of what others did, for those who hold something by its path: tabs, documents. */
export interface PathListener {
  moved?(from: string, to: string): void;
  deleted?(path: string): void;
  restored?(path: string): void;
}

const listeners = new Set<PathListener>();

export function onPathEvents(listener: PathListener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function tellMoved(from: string, to: string): void {
  for (const listener of listeners) listener.moved?.(from, to);
}

export function tellDeleted(path: string): void {
  for (const listener of listeners) listener.deleted?.(path);
}

export function tellRestored(path: string): void {
  for (const listener of listeners) listener.restored?.(path);
}
