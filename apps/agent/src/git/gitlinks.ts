import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The mode of a nested repository (0160000) as an index entry stores it. */
const GITLINK_MODE = Buffer.from([0x00, 0x00, 0xe0, 0x00]);

/** False when the index surely names no nested repository; true when git must be asked. */
export function mayHaveGitlinks(gitDirectory: string): boolean {
  try {
    const split = readdirSync(gitDirectory).some((name) => name.startsWith('sharedindex.'));
    return split || readFileSync(join(gitDirectory, 'index')).includes(GITLINK_MODE);
  } catch {
    return false;
  }
}

/** Paths of nested repositories in the output of `git ls-files --stage -z`. */
export function parseGitlinks(output: string): string[] {
  return output
    .split('\0')
    .filter((record) => record.startsWith('160000 '))
    .map((record) => record.slice(record.indexOf('\t') + 1));
}
