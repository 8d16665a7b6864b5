import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';

const MIB = 1024 * 1024;

/** A project with files that do not compress, and its folder. */
async function makeProject(berth: Berth, bytes: number): Promise<{ id: string; folder: string }> {
  const { id } = await berth.client().project.create.mutate({ name: 'cargo' });
  const folder = join(berth.dataDir, 'projects', id);
  const { uid, gid } = statSync(folder);
  mkdirSync(join(folder, 'node_modules/left-pad'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/left-pad/index.js'), 'module.exports = 1;\n');
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/read.md'), '# read\n');
  symlinkSync('/etc/passwd', join(folder, 'outside'));
  for (let index = 0; index * MIB < bytes; index += 1) {
    writeFileSync(join(folder, `part-${index}.bin`), randomBytes(MIB));
  }
  if (process.getuid?.() === 0) execFileSync('chown', ['-Rh', `${uid}:${gid}`, folder]);
  return { id, folder };
}

async function openDialog(page: Page, berth: Berth, id: string): Promise<void> {
  await page.goto(`${berth.url}/?project=${id}`);
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByText(/before compression/)).toBeVisible();
}

const dialog = (page: Page) => page.getByRole('dialog');
const archives = (berth: Berth, id: string) => readdirSync(join(berth.dataDir, 'archives', id));

function checksumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

test('a project is chosen, downloaded, verified and unpacked', async ({ page, berth }, info) => {
  const { id, folder } = await makeProject(berth, 3 * MIB);
  await openDialog(page, berth, id);
  await expect(dialog(page).getByText(/left out: 1 file/)).toBeVisible();
  await expect(dialog(page).getByText('node_modules', { exact: true })).toBeVisible();
  await dialog(page)
    .getByRole('checkbox', { name: /Dependencies/ })
    .check();
  await expect(dialog(page).getByText('5 files,')).toBeVisible();
  await page.screenshot({ path: info.outputPath('choose.png') });

  const saved = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  const path = info.outputPath('cargo.zip');
  await (await saved).saveAs(path);
  await expect(dialog(page).getByText('Verified')).toBeVisible();
  await expect(dialog(page).getByText(`SHA-256 ${checksumOf(path)}`)).toBeVisible();
  await expect(dialog(page).getByText('Did not go in: 1')).toBeVisible();
  await page.screenshot({ path: info.outputPath('verified.png') });

  const out = info.outputPath('out');
  execFileSync('unzip', ['-qq', path, '-d', out]);
  for (const name of ['part-0.bin', 'part-2.bin', 'docs/read.md', 'node_modules/left-pad/index.js']) {
    expect(readFileSync(join(out, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  }
  expect(archives(berth, id)).toEqual([]);
});

test('a folder is downloaded from the tree', async ({ page, berth }, info) => {
  const { id } = await makeProject(berth, 0);
  await page.goto(`${berth.url}/?project=${id}`);
  await page.getByRole('treeitem', { name: 'docs' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Download folder…' }).click();
  await expect(dialog(page).getByText('1 file, 7 bytes')).toBeVisible();
  const saved = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('docs.zip');
  const path = info.outputPath('docs.zip');
  await file.saveAs(path);
  expect(execFileSync('unzip', ['-Z1', path], { encoding: 'utf8' })).toBe('read.md\n');
});

test('a download survives ten cut connections, a reload and a killed server with the same bytes', async ({
  page,
  berth,
  context,
}, info) => {
  const { id } = await makeProject(berth, 128 * MIB);
  await openDialog(page, berth, id);
  const saved = page.waitForEvent('download', { timeout: 110_000 });
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  await expect(dialog(page).getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/);
  const header = (await berth.client().transfer.list.query({ projectId: id })).downloads[0];
  const downloadId = header?.downloadId;
  for (let cut = 0; cut < 10; cut += 1) {
    await context.setOffline(true);
    await berth.stopServer('SIGKILL');
    await expect(dialog(page).getByText('Waiting for the connection…')).toBeVisible();
    await context.setOffline(false);
    await berth.startServer();
    await expect(dialog(page).getByText('Waiting for the connection…')).toBeHidden();
  }
  await page.reload();
  const file = await saved;
  const path = info.outputPath('cargo.zip');
  await file.saveAs(path);
  expect(downloadId).toBeTruthy();
  execFileSync('unzip', ['-tqq', path]);
  await page.getByRole('button', { name: 'Downloaded' }).click();
  await expect(dialog(page).getByText(`SHA-256 ${checksumOf(path)}`)).toBeVisible();
  expect(archives(berth, id)).toEqual([]);
});

test('a cancelled download leaves nothing, here or there', async ({ page, berth }) => {
  const { id } = await makeProject(berth, 128 * MIB);
  await openDialog(page, berth, id);
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Cancel download' }).click();
  await expect(dialog(page).getByText(/before compression/)).toBeVisible();
  await expect.poll(() => archives(berth, id)).toEqual([]);
  const kept = () =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('downloads', { create: true });
      const names: string[] = [];
      for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
        names.push(name);
      return names;
    });
  await expect.poll(kept).toEqual([]);
});
