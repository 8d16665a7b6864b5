import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { lockDataDir } from './data-lock';

const root = mkdtempSync(join(tmpdir(), 'berth-lock-'));
afterAll(() => rmSync(root, { recursive: true }));

it('keeps a second server out, and lets one in after the first', () => {
  const first = lockDataDir(root);
  expect(() => lockDataDir(root)).toThrow('Another Berth server already uses');
  first[Symbol.dispose]();
  lockDataDir(root)[Symbol.dispose]();
});

it('is free again when its holder is killed', async () => {
  // The holder keeps a reference: a database that is collected lets its lock go.
  const script = `globalThis.held = new (require('better-sqlite3'))(${JSON.stringify(join(root, 'lock'))}); held.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)`;
  const holder = spawn(process.execPath, ['-e', script], {
    cwd: dirname(fileURLToPath(import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(() => lockDataDir(root)).toThrow('Another Berth server');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockDataDir(root)[Symbol.dispose]();
});
