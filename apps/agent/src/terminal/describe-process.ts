import { readFile, readlink, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { OWN_FOLDER } from '../fs/own-area';

const MAX_COMMAND_CHARS = 500;

/** What runs in the foreground of a shell's terminal, and where; empty where the system does not tell. */
export async function describeProcess(
  shell: number | undefined,
  root: string,
): Promise<{ command: string; cwd: string }> {
  if (shell === undefined) return { command: '', cwd: '' };
  const foreground = (await foregroundGroup(shell)) ?? shell;
  const command = (await commandOf(foreground)) ?? (await commandOf(shell)) ?? '';
  const path = (await cwdOf(foreground)) ?? (await cwdOf(shell));
  return { command, cwd: path === undefined ? '' : inProject(path, root) };
}

/** The process group that reads from the terminal: field 8 of /proc/PID/stat. */
async function foregroundGroup(shell: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${shell}/stat`, 'utf8').catch(() => '');
  const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[5]);
  return group > 0 ? group : undefined;
}

async function commandOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (!line) return undefined;
  const [program = '', ...args] = line.split('\0');
  return [program.slice(program.lastIndexOf('/') + 1), ...args].join(' ').trim().slice(0, MAX_COMMAND_CHARS);
}

/** The folder a process is in; empty for one that is deleted, undefined where the system does not tell. */
async function cwdOf(pid: number): Promise<string | undefined> {
  const link = `/proc/${pid}/cwd`;
  const path = await readlink(link).catch(() => undefined);
  // The kernel writes this behind the path of a deleted folder. A folder's own name may end so too: then it is there by that name.
  if (!path?.endsWith(' (deleted)')) return path;
  return (await isSame(link, path)) ? path : '';
}

/** Whether both lead to one and the same folder; false where either leads nowhere. */
async function isSame(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

/** Relative to the project, `.` for its root, or absolute when outside; empty for a folder that is deleted, or in the trash. */
export function inProject(path: string, root: string): string {
  if (path === '') return '';
  const inside = relative(root, path);
  if (inside === '') return '.';
  if (inside.startsWith(`${OWN_FOLDER}${sep}`)) return '';
  return inside === '..' || inside.startsWith(`..${sep}`) ? path : inside;
}
