/** What the person did to paths from the tree, or follows of what others did, for those who hold something by its path: tabs, documents. */
export interface PathListener {
  /** `staying`: paths of what is not the moved entry's, though it lies there. */
  moved?(from: string, to: string, staying: ReadonlySet<string>): void;
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

export function tellMoved(from: string, to: string, staying: ReadonlySet<string> = new Set()): void {
  for (const listener of listeners) listener.moved?.(from, to, staying);
}

export function tellDeleted(path: string): void {
  for (const listener of listeners) listener.deleted?.(path);
}

export function tellRestored(path: string): void {
  for (const listener of listeners) listener.restored?.(path);
}
