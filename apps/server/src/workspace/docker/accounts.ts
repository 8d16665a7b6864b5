import type { Identity } from '../identity';

/** An image's account files; undefined where it has none. */
export interface Accounts {
  passwd: string | undefined;
  group: string | undefined;
}

const USER = 'berth';

/**
 * Account files in which the workspace's uid and gid have names, so that `whoami` and the prompt work in any image. A name the
 * image gives them stays.
 */
export function withUser(
  accounts: Accounts,
  user: { identity: Identity; home: string; shell: string },
): { passwd: string; group: string } {
  const { uid, gid } = user.identity;
  const entry = `${USER}:x:${uid}:${gid}::${user.home}:${user.shell}`;
  return {
    passwd: withEntry(accounts.passwd ?? 'root:x:0:0:root:/root:/bin/sh\n', entry, uid),
    group: withEntry(accounts.group ?? 'root:x:0:\n', `${USER}:x:${gid}:`, gid),
  };
}

/** Adds the entry unless one with its number exists. A free name is found where the image uses the name for another number. */
function withEntry(file: string, entry: string, id: number): string {
  const rows = file.split('\n').map((line) => line.split(':'));
  if (rows.some((row) => row[2] === String(id))) return file;
  const names = new Set(rows.map((row) => row[0]));
  const name = names.has(USER) ? `${USER}-${id}` : USER;
  const separator = file === '' || file.endsWith('\n') ? '' : '\n';
  return `${file}${separator}${name}${entry.slice(USER.length)}\n`;
}
