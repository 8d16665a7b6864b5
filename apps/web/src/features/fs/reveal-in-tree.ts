import { showActivity } from '../../workbench/layout';
import { revealEntry } from './tree-state';

export const FILES_ACTIVITY = 'files';

/** Shows the file tree with this entry in view and focused. */
export function revealInTree(path: string): void {
  showActivity(FILES_ACTIVITY);
  revealEntry(path);
}
