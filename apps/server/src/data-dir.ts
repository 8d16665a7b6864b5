import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';

/** Where everything lives. Project files are one folder each; sockets have short paths (the system allows about 100 bytes). */
export interface DataDir {
  root: string;
  database: string;
  projects: string;
  /** Homes of the workspaces' user, one a project: shell history and caches outlive the container. */
  homes: string;
  /** One short folder a project, with the agent's socket. */
  run: string;
  /** Agent bundles and the Node binary, as workspaces see them. */
  runtime: string;
  /** Temporary archives of downloads, one folder a project, and what the server knows of each. */
  archives: string;
  /** Temporary files; emptied at start. */
  tmp: string;
  /** Tells this installation's containers from another's. */
  instanceId: string;
}

/** Creates what is missing. Others may pass through the root (workspaces have their own uid) but not list it. */
export function openDataDir(root: string): DataDir {
  try {
    for (const name of ['', 'projects', 'homes', 'run', 'runtime', 'archives']) {
      mkdirSync(join(root, name), { recursive: true });
      chmodSync(join(root, name), 0o711);
    }
    mkdirSync(join(root, 'tmp'), { recursive: true, mode: 0o700 });
    return {
      root,
      database: join(root, 'berth.db'),
      projects: join(root, 'projects'),
      homes: join(root, 'homes'),
      run: join(root, 'run'),
      runtime: join(root, 'runtime'),
      archives: join(root, 'archives'),
      tmp: join(root, 'tmp'),
      instanceId: readOrCreate(join(root, 'instance'), () => randomBytes(6).toString('hex')),
    };
  } catch (cause) {
    throw new AppError(
      'STORAGE_UNAVAILABLE',
      `The data directory ${root} cannot be written. Set BERTH_DATA_DIR to one that can.`,
      { cause },
    );
  }
}

/** The token people sign in with: the configured one, or one generated at the first start and kept. */
export function readOrCreateToken(root: string): string {
  return readOrCreate(join(root, 'token'), () => randomBytes(32).toString('base64url'));
}

function readOrCreate(path: string, create: () => string): string {
  if (existsSync(path)) {
    const kept = readFileSync(path, 'utf8').trim();
    if (kept !== '') return kept;
  }
  const value = create();
  writeFileSync(path, `${value}\n`, { mode: 0o600 });
  return value;
}
