import type { Dirent, Stats } from 'node:fs';
import { lstatSync, readdirSync } from 'node:fs';
import { type BytePath, joinBytes, toFs } from './byte-path';

export interface Measured {
  files: number;
  bytes: number;
}

/** Files and bytes at and below a path, a little at a time. Links are not followed; what cannot be read counts nothing. */
export function* measure(path: BytePath): Generator<Measured, void> {
  const stack = [path];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const stats = look(at);
    if (!stats) continue;
    if (!stats.isDirectory()) {
      yield { files: 1, bytes: stats.isFile() ? stats.size : 0 };
      continue;
    }
    for (const item of list(at)) stack.push(joinBytes(at, item.name));
  }
}

function look(path: BytePath): Stats | undefined {
  try {
    return lstatSync(toFs(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function list(path: BytePath): Dirent[] {
  try {
    return readdirSync(toFs(path), { withFileTypes: true, encoding: 'latin1' });
  } catch {
    return [];
  }
}
