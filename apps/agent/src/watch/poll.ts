import type { Stats } from 'node:fs';
import type { Root } from '../fs/root';
import { type Folder, identityOf } from './folder';
import { entriesOf, holdFolder, statsOf } from './look';

/** The names in a folder that differ from the last look at it. The first look finds only what came or went. */
export function pollFolder(root: Root, folder: Folder): string[] {
  using dir = holdFolder(root, folder.path);
  if (!dir) return [];
  const present = entriesOf(dir, folder.path);
  const stamps = new Map<string, string>();
  const touched = [...folder.children.keys()].filter((name) => !present.has(name));
  for (const name of present.keys()) {
    const stats = statsOf(dir, name);
    const stamp = stats ? stampOf(stats) : '';
    stamps.set(name, stamp);
    const before = folder.stamps.get(name);
    if (!folder.children.has(name) || (before !== undefined && before !== stamp)) touched.push(name);
  }
  folder.stamps = stamps;
  return touched;
}

function stampOf(stats: Stats): string {
  // A folder's own time says that its entries changed, which its own look tells.
  if (stats.isDirectory()) return identityOf(stats);
  return `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
}
