import {
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import { z } from 'zod';

/** The agent as workspaces get it: complete folders, read-only to them, that stay while an agent runs from them. */
export interface RuntimeFiles {
  /** Folder with `agent.cjs` and its native addons. */
  bundle: string;
  /** Hash of the bundle. */
  hash: string;
  /** A Node binary for this machine's architecture. */
  node: string;
}

const bundleSchema = z.object({ hash: z.string().regex(/^[0-9a-f]{16}$/) });

/** Puts the built agent and Node under the data directory, where the workspaces' user can read them. */
export function prepareRuntimeFiles(built: string, runtimeFolder: string): RuntimeFiles {
  if (!existsSync(join(built, 'bundle.json'))) {
    throw new AppError('INTERNAL', `The agent is not built (${built} is missing). Run: pnpm build`);
  }
  const { hash } = bundleSchema.parse(JSON.parse(readFileSync(join(built, 'bundle.json'), 'utf8')));
  const bundle = join(runtimeFolder, hash);
  placeOnce(bundle, (temporary) => {
    cpSync(built, temporary, { recursive: true });
    makeReadable(temporary);
  });
  const node = join(runtimeFolder, `node-${process.version}-${process.arch}`);
  placeOnce(node, (temporary) => {
    try {
      linkSync(process.execPath, temporary);
    } catch {
      copyFileSync(process.execPath, temporary, constants.COPYFILE_FICLONE);
      chmodSync(temporary, 0o755);
    }
  });
  return { bundle, hash, node };
}

/** Lets everybody read a folder and what is in it, whatever the umask was when it was made. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Makes `path` appear complete or not at all. */
function placeOnce(path: string, make: (temporary: string) => void): void {
  if (existsSync(path)) return;
  const temporary = `${path}.${process.pid}.new`;
  rmSync(temporary, { recursive: true, force: true });
  make(temporary);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  }
}

/** Removes bundles that neither the server nor a running agent uses, and what earlier Node versions left. */
export function removeUnusedRuntimeFiles(
  runtimeFolder: string,
  used: { files: RuntimeFiles; agents: { bundleHash: string }[] },
): void {
  const { files, agents } = used;
  const hashes = new Set([files.hash, ...agents.map((agent) => agent.bundleHash)]);
  // An agent of another bundle may run on another Node.
  const keepNodes = agents.some((agent) => agent.bundleHash !== files.hash);
  for (const name of readdirSync(runtimeFolder)) {
    const isNode = name.startsWith('node-');
    const isUsed = isNode ? keepNodes || name === basename(files.node) : hashes.has(name);
    if (!isUsed) rmSync(join(runtimeFolder, name), { recursive: true, force: true });
  }
}
