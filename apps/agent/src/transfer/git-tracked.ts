import { spawnSync } from 'node:child_process';
import { userEnvironment } from '../env';

/** Milliseconds Git may take to answer; without an answer nothing counts as tracked. */
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;

function listFiles(folder: string, options: { args: string[]; maxBuffer: number }) {
  return spawnSync(
    'git',
    ['-c', 'core.fsmonitor=false', '-C', folder, 'ls-files', '-z', '--cached', ...options.args],
    {
      env: { ...userEnvironment(), GIT_OPTIONAL_LOCKS: '0' },
      timeout: TIMEOUT_MS,
      maxBuffer: options.maxBuffer,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'latin1',
    },
  );
}

/** Byte paths relative to `folder` of what Git tracks although `.gitignore` names it: it belongs to the project. */
export function trackedThoughIgnored(folder: string): string[] {
  const answer = listFiles(folder, { args: ['--ignored', '--exclude-standard'], maxBuffer: MAX_BYTES });
  if (answer.status !== 0) return [];
  return answer.stdout.split('\0').filter((path) => path !== '');
}

/** Whether Git tracks anything below `name` in `parent`. */
export function tracksAnything(parent: string, name: string): boolean {
  const answer = listFiles(parent, { args: ['--', `:(literal)${name}`], maxBuffer: 64 * 1024 });
  // More output than the buffer takes is output all the same.
  return (answer.stdout ?? '') !== '';
}
