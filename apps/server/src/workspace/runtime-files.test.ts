import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareRuntimeFiles, removeUnusedRuntimeFiles } from './runtime-files';

let folder: string;
let built: string;
let runtime: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-runtime-'));
  built = join(folder, 'built');
  runtime = join(folder, 'runtime');
  mkdirSync(join(built, 'node_modules'), { recursive: true });
  mkdirSync(runtime);
  writeFileSync(join(built, 'agent.cjs'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

function prepare(hash: string) {
  writeFileSync(join(built, 'bundle.json'), JSON.stringify({ hash }));
  return prepareRuntimeFiles(built, runtime);
}

it('keeps the bundles that run and removes the others', () => {
  prepare('a'.repeat(16));
  prepare('b'.repeat(16));
  const files = prepare('c'.repeat(16));
  writeFileSync(join(runtime, 'node-v1.2.3-x64'), '');

  removeUnusedRuntimeFiles(runtime, { files, agents: [{ bundleHash: 'b'.repeat(16) }] });
  const node = `node-${process.version}-${process.arch}`;
  expect(readdirSync(runtime).sort()).toEqual(
    ['b'.repeat(16), 'c'.repeat(16), 'node-v1.2.3-x64', node].sort(),
  );

  removeUnusedRuntimeFiles(runtime, { files, agents: [{ bundleHash: files.hash }] });
  expect(readdirSync(runtime).sort()).toEqual(['c'.repeat(16), node].sort());
});

it('lets the workspaces’ user read the bundle whatever the umask was when it was built', () => {
  chmodSync(join(built, 'node_modules'), 0o700);
  writeFileSync(join(built, 'node_modules', 'addon.node'), '', { mode: 0o600 });
  const { bundle } = prepare('d'.repeat(16));
  expect(statSync(join(bundle, 'node_modules')).mode & 0o777).toBe(0o755);
  expect(statSync(join(bundle, 'node_modules/addon.node')).mode & 0o777).toBe(0o644);
});
