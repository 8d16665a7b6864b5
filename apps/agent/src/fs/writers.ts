import { readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';

/** Processes that are looked at before others get their turn. */
const SLICE = 20;
const ACCESS_MODE = 3;

/**
 * Whether another program has a file open for writing that was opened by this name, however the name is used by now. Only
 * programs of this user can be seen; where the system does not tell (macOS), none are.
 */
export async function hasWriter(file: Pick<Stats, 'dev' | 'ino'>, name: string): Promise<boolean> {
  let looked = 0;
  for (const pid of listed('/proc')) {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) continue;
    looked += 1;
    if (looked % SLICE === 0) await yieldToOthers();
    for (const fd of listed(`/proc/${pid}/fd`)) {
      const at = `/proc/${pid}/fd/${fd}`;
      if (isNamed(at, name) && isSame(at, file) && isForWriting(`/proc/${pid}/fdinfo/${fd}`)) return true;
    }
  }
  return false;
}

function listed(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** A file that lost its name while it was open is called `name (deleted)`. */
function isNamed(at: string, name: string): boolean {
  try {
    const target = readlinkSync(at);
    return target.endsWith(`/${name}`) || target.endsWith(`/${name} (deleted)`);
  } catch {
    return false;
  }
}

function isSame(at: string, { dev, ino }: Pick<Stats, 'dev' | 'ino'>): boolean {
  try {
    const stats = statSync(at);
    return stats.ino === ino && stats.dev === dev;
  } catch {
    return false;
  }
}

function isForWriting(fdinfo: string): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(fdinfo, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
  } catch {
    return false;
  }
}
