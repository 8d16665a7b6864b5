import type { Entry } from '@berth/protocol/fs-entry';
import { showToast } from '../../ui/toasts';
import type { FileActions } from './file-actions';
import { isFolder } from './folder-queries';
import { isWithin, joinPath, nameOf, parentOf, ROOT } from './paths';
import { setClipboard, type TreeClipboard } from './tree-state';

export type PastePlan =
  | { do: 'move'; to: string }
  | { do: 'copy'; folder: string }
  /** What was cut is pasted where it is. */
  | { do: 'stay' }
  /** A folder cannot go into itself. */
  | { do: 'refuse' };

/** What pasting comes to at an entry: into a folder, beside anything else; `null` is the root. */
export function planPaste({ path, mode }: TreeClipboard, entry: Entry | null): PastePlan {
  // Pasted at itself, a folder that was copied is copied beside itself.
  const into = entry && isFolder(entry) && !(mode === 'copy' && entry.path === path);
  const folder = into ? entry.path : entry ? parentOf(entry.path) : ROOT;
  if (isWithin(folder, path)) return { do: 'refuse' };
  if (mode === 'copy') return { do: 'copy', folder };
  return parentOf(path) === folder ? { do: 'stay' } : { do: 'move', to: joinPath(folder, nameOf(path)) };
}

/** Pastes what was cut or copied. What was cut is held until it has moved, what was copied until something else is. */
export async function paste(
  held: TreeClipboard,
  { entry, actions }: { entry: Entry | null; actions: FileActions },
): Promise<void> {
  const plan = planPaste(held, entry);
  switch (plan.do) {
    case 'copy':
      await actions.copyInto(plan.folder, held.path);
      return;
    case 'stay':
      setClipboard(null);
      return;
    case 'move':
      if (await actions.move(held.path, plan.to)) setClipboard(null);
      return;
    case 'refuse':
      showToast({
        kind: 'error',
        title: `“${nameOf(held.path)}” cannot be pasted into itself`,
        text: 'Choose a folder outside of it.',
      });
  }
}
