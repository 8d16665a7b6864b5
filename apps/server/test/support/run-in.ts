import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Runs a script in a project's folder as the user that the folder belongs to. Answers what it printed. */
export function runIn(folder: string, script: string): string {
  const { uid, gid } = statSync(folder);
  return execFileSync('bash', ['-c', script], { cwd: folder, uid, gid, encoding: 'utf8' });
}
