import type { Entry } from '@berth/protocol/fs-entry';
import { showToast } from '../../ui/toasts';
import { isShown } from '../../workbench/shown-project';
import type { Copying } from './copy-entries';
import type { FileActions } from './file-actions';
import { isFolder } from './folder-queries';
import type { Move } from './move-entries';
import { isWithin, joinPath, nameOf, parentOf, ROOT } from './paths';
import { dropFromCut, type TreeClipboard } from './tree-state';

export type PastePlan =
  /** What was cut and is in the folder already stays there. */
  | { do: 'move'; moves: Move[]; staying: string[] }
  | { do: 'copy'; copies: Copying[] }
  /** A folder cannot go into itself: nothing is pasted. */
  | { do: 'refuse'; path: string };

/** What pasting comes to at an entry: into a folder, beside anything else; `null` is the root. */
export function planPaste({ paths, mode }: TreeClipboard, entry: Entry | null): PastePlan {
  // Pasted at itself, a folder that was copied is copied beside itself.
  const into = entry && isFolder(entry) && !(mode === 'copy' && paths.includes(entry.path));
  const folder = into ? entry.path : entry ? parentOf(entry.path) : ROOT;
  const around = paths.find((path) => isWithin(folder, path));
  if (around !== undefined) return { do: 'refuse', path: around };
  if (mode === 'copy') return { do: 'copy', copies: paths.map((path) => ({ path, folder })) };
  const isThere = (path: string) => parentOf(path) === folder;
  const moving = paths.filter((path) => !isThere(path));
  return {
    do: 'move',
    moves: moving.map((path) => ({ path, to: joinPath(folder, nameOf(path)) })),
    staying: paths.filter(isThere),
  };
}

export interface PastePlace {
  projectId: string;
  entry: Entry | null;
  actions: FileActions;
}

/** Pastes what was cut or copied. What was cut is held until it has moved, what was copied until something else is. */
export async function paste(held: TreeClipboard, { projectId, entry, actions }: PastePlace): Promise<void> {
  const plan = planPaste(held, entry);
  switch (plan.do) {
    case 'copy':
      await actions.copyInto(plan.copies);
      return;
    case 'move': {
      dropFromCut(plan.staying);
      if (plan.moves.length === 0) return;
      const moved = await actions.move(plan.moves);
      if (isShown(projectId)) dropFromCut(moved);
      return;
    }
    case 'refuse':
      showToast({
        kind: 'error',
        title: `“${nameOf(plan.path)}” cannot be pasted into itself`,
        text:
          held.paths.length > 1
            ? 'Nothing was pasted. Choose a folder outside of it.'
            : 'Choose a folder outside of it.',
      });
  }
}
