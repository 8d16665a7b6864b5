import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** ripgrep's options that make it skip what matches no glob, until they are disposed of. */
export interface SkipRules extends Disposable {
  args: string[];
}

const NONE: SkipRules = { args: [], [Symbol.dispose]: () => {} };

/**
 * Spares ripgrep the files that match none of the globs, by ignore rules of the lowest precedence: what git ignores stays
 * ignored. What git's rules take back from being ignored is searched all the same, so this only saves work. Without globs, or
 * a place for the rules, nothing is skipped.
 */
export function skipRules(globs: readonly string[]): SkipRules {
  if (globs.length === 0 || globs.some((glob) => glob.includes('\n'))) return NONE;
  let folder: string | undefined;
  const dispose = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    folder = mkdtempSync(join(tmpdir(), 'berth-search-'));
    const file = join(folder, 'rules');
    // Every file is left out, no folder is, and then what matches is not.
    writeFileSync(file, ['*', '!*/', ...globs.map((glob) => `!${glob}`), ''].join('\n'));
    return { args: [`--ignore-file=${file}`], [Symbol.dispose]: dispose };
  } catch {
    dispose();
    return NONE;
  }
}
