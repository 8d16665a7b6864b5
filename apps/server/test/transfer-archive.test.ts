import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { realpathSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DownloadClient } from './support/download-client';
import { TestApp } from './support/test-app';
import { describeTree, unpack } from './support/unpack';

const repository = join(dirname(createRequire(import.meta.url).resolve('../package.json')), '../..');
let app: TestApp | undefined;
afterEach(async () => {
  await app?.[Symbol.asyncDispose]();
  app = undefined;
});

async function project(fill: (folder: string) => void, environment: Record<string, string> = {}) {
  app = await TestApp.start(environment);
  const { id } = await app.client().project.create.mutate({ name: 'Shop' });
  const folder = app.folder(id);
  const { uid, gid } = statSync(folder);
  fill(folder);
  execFileSync('chown', ['-Rh', `${uid}:${gid}`, folder]);
  return { app, id, folder };
}

/** What Info-ZIP lists of an archive on disk: the method and the bytes of each entry, by name. */
function methods(archive: string): Map<string, { method: string; size: number; packed: number }> {
  const lines = execFileSync('unzip', ['-vqq', archive], { encoding: 'utf8' }).split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [size, method = '', packed, , , , , name = ''] = line.trim().split(/\s+/);
      return [name, { method, size: Number(size), packed: Number(packed) }];
    }),
  );
}

/** A script's download: `HEAD` packs and keeps the archive, which lies where the operator finds it. */
async function packed(testApp: TestApp, id: string): Promise<string> {
  const answer = await testApp.fetch(`/projects/${id}/download`, { method: 'HEAD' });
  expect(answer.status).toBe(200);
  const [name = ''] = execFileSync('ls', [join(testApp.dataDir, 'archives', id)], { encoding: 'utf8' }).split(
    '\n',
  );
  return join(testApp.dataDir, 'archives', id, name);
}

it('restores every byte, mode and time of large packages', async () => {
  const packages = [
    'packages/protocol/node_modules/zod',
    'packages/db/node_modules/drizzle-orm',
    'node_modules/typescript',
  ];
  const { app, id, folder } = await project((to) => {
    for (const path of packages) {
      execFileSync('cp', ['-a', realpathSync(join(repository, path)), to]);
    }
  });
  const client = new DownloadClient();
  await client.start(await app.socket(), { projectId: id, exclude: [], encoding: 'binary' });
  await client.finish();
  expect(client.checksum).toBe(client.complete?.checksum);
  const expected = describeTree(folder);
  expect(expected.size).toBeGreaterThan(3_000);
  expect(describeTree(unpack(client.bytes()))).toEqual(expected);
}, 180_000);

it('stores what is compressed already, by its type or by trying, and deflates the rest', async () => {
  const text = 'the same words again and again, '.repeat(1_000);
  const { app, id } = await project((folder) => {
    writeFileSync(join(folder, 'photo.JPG'), text);
    writeFileSync(join(folder, 'page.html'), text);
    writeFileSync(join(folder, 'noise.txt'), randomBytes(50_000));
    writeFileSync(join(folder, 'large-noise.dat'), randomBytes(3_000_000));
    writeFileSync(join(folder, 'empty'), '');
  });
  const found = methods(await packed(app, id));
  expect(Object.fromEntries([...found].map(([name, { method }]) => [name, method.slice(0, 4)]))).toEqual({
    'photo.JPG': 'Stor',
    'page.html': 'Defl',
    'noise.txt': 'Stor',
    'large-noise.dat': 'Stor',
    empty: 'Stor',
  });
});

it('deflates at the level that is set', async () => {
  const packedBytes = async (level: string) => {
    const { app, id } = await project(
      (folder) => execFileSync('cp', [join(repository, 'pnpm-lock.yaml'), join(folder, 'text')]),
      { BERTH_DOWNLOAD_LEVEL: level },
    );
    const entry = methods(await packed(app, id)).get('text');
    await app[Symbol.asyncDispose]();
    return entry;
  };
  const [stored, fast, best] = [await packedBytes('0'), await packedBytes('1'), await packedBytes('9')];
  expect(stored?.method).toBe('Stored');
  expect(fast?.packed).toBeLessThan(stored?.packed ?? 0);
  expect(best?.packed).toBeLessThan(fast?.packed ?? 0);
});
