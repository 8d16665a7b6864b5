import { randomBytes } from 'node:crypto';
import { constants, linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Dir } from './dir';
import { errno } from './errors';

/** Names of files under way. They lie beside what they become, because only there a rename is atomic; no view shows them. */
const TEMPORARY = /^\.berth-[0-9a-f]{16}\.tmp$/;

export function temporaryName(): string {
  return `.berth-${randomBytes(8).toString('hex')}.tmp`;
}

export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Permissions and owner that a file is to get. */
export interface Ownership {
  mode: number;
  uid: number;
  gid: number;
}

/**
 * Writes a new file under a temporary name and makes it safe on disk. Without `like` it gets what the user's umask gives.
 * @throws EPERM when `like` names an owner this user may not give files to; nothing is left then.
 */
export async function writeTemporary(dir: Dir, bytes: Uint8Array, like?: Ownership): Promise<string> {
  const name = temporaryName();
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW;
  const handle = await open(dir.at(name), flags, like ? 0o600 : 0o666);
  try {
    if (like) {
      const stats = await handle.stat();
      if (stats.uid !== like.uid || stats.gid !== like.gid) await handle.chown(like.uid, like.gid);
    }
    await handle.writeFile(bytes);
    // The last change: the system takes the setuid and setgid bits from a file that is written or given away.
    if (like) await handle.chmod(like.mode & 0o7777);
    await handle.sync();
  } catch (error) {
    rmSync(dir.at(name), { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return name;
}

/**
 * Gives an entry its name without ever taking another's place.
 * @throws EEXIST.
 */
export function placeExclusively(from: string, to: string): void {
  const isDirectory = lstatSync(from).isDirectory();
  if (!isDirectory && tryLink(from, to)) {
    giveUpName(from, to);
    return;
  }
  // A folder replaces only an empty folder, which loses nothing.
  if (lstatSync(to, { throwIfNoEntry: false })) {
    throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' });
  }
  renameSync(from, to);
}

/** Takes the old of two names away. Where that fails, as in a folder that is read-only, the new one goes again. */
function giveUpName(from: string, to: string): void {
  try {
    rmSync(from, { force: true });
  } catch (error) {
    rmSync(to, { force: true });
    throw error;
  }
}

/** False where the file system has no hard links, or this user may not make one of that file. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EXDEV'].includes(errno(error) ?? ''))
      return false;
    throw error;
  }
}
