import { lstatSync } from 'node:fs';
import { log } from '../log';
import type { Dir } from './dir';
import { removeProtectedTree } from './tree';

/** Milliseconds after which a file under way is nobody's any more: whatever wrote it was killed. */
const ABANDONED_MS = 60 * 60_000;

/** Removes an entry with a temporary name that nothing has changed for long. Called where no work of this agent is under way. */
export async function removeLeftover(dir: Dir, name: string): Promise<void> {
  try {
    const stats = lstatSync(dir.at(name), { throwIfNoEntry: false });
    if (!stats || Date.now() - stats.ctimeMs < ABANDONED_MS) return;
    await removeProtectedTree({ dir, name }, new AbortController().signal);
  } catch (error) {
    log('a file that was left under way could not be removed', error);
  }
}
