import type { QueryClient } from '@tanstack/react-query';
import { isShown } from '../../workbench/shown-project';
import { refreshEntries } from './folder-queries';

/** The project that file actions work in. */
export interface FileWork {
  projectId: string;
  /** Reads again what entries at these paths concern. */
  refresh(paths: readonly string[]): Promise<void>;
  /** Changes what is on screen, unless that is another project by now, with the same paths. */
  show(change: () => void): void;
}

export function fileWork(client: QueryClient, projectId: string): FileWork {
  return {
    projectId,
    refresh: (paths) => refreshEntries(client, { projectId, paths }),
    show(change) {
      if (isShown(projectId)) change();
    },
  };
}

/** Milliseconds for which a notice offers to undo. */
export const UNDO_MS = 12_000;
