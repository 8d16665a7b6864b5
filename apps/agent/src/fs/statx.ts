import { createRequire } from 'node:module';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type * as Koffi from 'koffi';
import { log } from '../log';

/** What a list says of an entry, as in `fs.Stats`. */
export interface Facts {
  mode: number;
  size: number;
  mtimeMs: number;
}

/** Looks at an entry of the folder that a handle is of; a link itself. Undefined where there is none or it cannot be looked at. */
export type Statx = (folder: number, name: string) => Facts | undefined;

const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_NO_AUTOMOUNT = 0x800;
const STATX_BASIC_STATS = 0x7ff;
/** Bytes of `struct statx`, which Linux lays out alike on every architecture: see statx(2). */
const STATX_BYTES = 256;
/** Places of its fields, in units of 16 and of 32 bits; of 64 bits, the lower half. */
const MODE = 28 / 2;
const SIZE = 40 / 4;
const MTIME_SECONDS = 112 / 4;
const MTIME_NANOSECONDS = 120 / 4;
const HALF = 2 ** 32;

let loaded: { statx: Statx | undefined } | undefined;

/** The system call, loaded once; undefined where it cannot be: not on Linux, no addon for this machine. */
export function loadStatx(): Statx | undefined {
  loaded ??= { statx: load() };
  return loaded.statx;
}

function load(): Statx | undefined {
  if (process.platform !== 'linux' || endianness() !== 'LE') return undefined;
  try {
    const agentRequire = createRequire(join(__dirname, 'agent.cjs'));
    return bind(agentRequire('koffi') as typeof Koffi);
  } catch (error) {
    log('entries of long lists are looked at through Node', error);
    return undefined;
  }
}

function bind(koffi: typeof Koffi): Statx {
  const types = ['int', 'str', 'int', 'unsigned int', 'void *'];
  const call = koffi.load('libc.so.6').func('statx', 'int', types);
  const found = new ArrayBuffer(STATX_BYTES);
  const buffer = Buffer.from(found);
  const u16 = new Uint16Array(found);
  const u32 = new Uint32Array(found);
  const i32 = new Int32Array(found);
  const flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT;
  return (folder, name) => {
    if (call(folder, name, flags, STATX_BASIC_STATS, buffer) !== 0) return undefined;
    const seconds = (u32[MTIME_SECONDS] ?? 0) + (i32[MTIME_SECONDS + 1] ?? 0) * HALF;
    return {
      mode: u16[MODE] ?? 0,
      size: (u32[SIZE] ?? 0) + (u32[SIZE + 1] ?? 0) * HALF,
      mtimeMs: seconds * 1_000 + (u32[MTIME_NANOSECONDS] ?? 0) / 1e6,
    };
  };
}
