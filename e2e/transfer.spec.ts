import { execFileSync } from 'node:child_process';
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import {
  archives,
  checksumOf,
  chosenChecksum,
  dialog,
  download,
  MIB,
  makeProject,
  nameFiles,
  openDialog,
  privateFiles,
} from './support/downloads';
import { test } from './support/fixtures';

test('a project is chosen, downloaded, verified and unpacked', async ({ page, berth }, info) => {
  const { id, folder } = await makeProject(berth, 3 * MIB);
  await openDialog(page, berth.url, id);
  await expect(dialog(page).getByText(/left out: 1 file/)).toBeVisible();
  await expect(dialog(page).getByText('node_modules', { exact: true })).toBeVisible();
  await page.screenshot({ path: info.outputPath('left-out.png') });
  await dialog(page)
    .getByRole('checkbox', { name: /Dependencies/ })
    .check();
  await expect(dialog(page).getByText('5 files,')).toBeVisible();
  await page.screenshot({ path: info.outputPath('choose.png') });

  const path = info.outputPath('cargo.zip');
  await download(page, path);
  await expect(dialog(page).getByText('Verified')).toBeVisible();
  await expect(dialog(page).getByText(`SHA-256 ${await checksumOf(path)}`)).toBeVisible();
  await expect(dialog(page).getByText('Did not go in: 1')).toBeVisible();
  await page.screenshot({ path: info.outputPath('verified.png') });

  const out = info.outputPath('out');
  execFileSync('unzip', ['-qq', path, '-d', out]);
  for (const name of ['part-0.bin', 'part-2.bin', 'docs/read.md', 'node_modules/left-pad/index.js']) {
    expect(readFileSync(join(out, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  }
  await expect.poll(() => archives(berth, id)).toEqual([]);
});

test('rules of the person take the place of the usual ones', async ({ page, berth }, info) => {
  const { id } = await makeProject(berth, 2 * MIB);
  await openDialog(page, berth.url, id);
  await dialog(page).getByRole('checkbox', { name: 'Leave out by my own rules instead' }).check();
  await expect(dialog(page).getByText('4 files,')).toBeVisible();
  await dialog(page)
    .getByLabel(/One pattern a line/)
    .fill('# not these\n*.bin\n');
  await expect(dialog(page).getByText('2 files, 27 bytes')).toBeVisible();
  await expect(dialog(page).getByText('Left out: 2 files')).toBeVisible();
  await page.screenshot({ path: info.outputPath('rules.png') });
  const path = info.outputPath('cargo.zip');
  await download(page, path);
  const names = execFileSync('unzip', ['-Z1', path], { encoding: 'utf8' }).split('\n');
  expect(names.filter((name) => name && !name.endsWith('/'))).toEqual([
    'docs/read.md',
    'node_modules/left-pad/index.js',
  ]);
});

test('a folder is downloaded from the tree', async ({ page, berth }, info) => {
  const { id } = await makeProject(berth, 0);
  await page.goto(`${berth.url}/?project=${id}`);
  await page.getByRole('treeitem', { name: 'docs' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Download folder…' }).click();
  await expect(dialog(page).getByText('1 file, 7 bytes')).toBeVisible();
  const path = info.outputPath('docs.zip');
  const file = await download(page, path);
  expect(file.suggestedFilename()).toBe('docs.zip');
  expect(execFileSync('unzip', ['-Z1', path], { encoding: 'utf8' })).toBe('read.md\n');
});

test('several entries of the tree are downloaded as one archive', async ({ page, berth }, info) => {
  const { id, folder } = await makeProject(berth, 2 * MIB);
  await page.goto(`${berth.url}/?project=${id}`);
  const entry = (name: string) => page.getByRole('treeitem', { name });
  await entry('docs').click();
  await entry('part-1.bin').click({ modifiers: ['Control'] });
  await entry('part-1.bin').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Download 2 items…' }).click();
  await expect(page.getByRole('dialog', { name: 'Download 2 items' })).toBeVisible();
  await expect(dialog(page).getByText(/^2 files,/)).toBeVisible();
  await page.screenshot({ path: info.outputPath('several.png') });
  const path = info.outputPath('several.zip');
  await download(page, path);
  await expect(dialog(page).getByText('Verified')).toBeVisible();
  const out = info.outputPath('several');
  execFileSync('unzip', ['-qq', path, '-d', out]);
  for (const name of ['docs/read.md', 'part-1.bin'])
    expect(readFileSync(join(out, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  expect(readdirSync(out).toSorted()).toEqual(['docs', 'part-1.bin']);
});

test('a download survives ten cut connections, a reload and a killed server with the same bytes', async ({
  page,
  berth,
  context,
}, info) => {
  test.setTimeout(300_000);
  const { id } = await makeProject(berth, 128 * MIB);
  await openDialog(page, berth.url, id);
  const saved = page.waitForEvent('download', { timeout: 280_000 });
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  await expect(dialog(page).getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/, {
    timeout: 60_000,
  });
  const header = (await berth.client().transfer.list.query({ projectId: id })).downloads[0];
  const downloadId = header?.downloadId;
  for (let cut = 0; cut < 10; cut += 1) {
    await context.setOffline(true);
    await berth.stopServer('SIGKILL');
    await expect(dialog(page).getByText('Waiting for the connection…')).toBeVisible();
    await context.setOffline(false);
    await berth.startServer();
    await expect(dialog(page).getByText('Waiting for the connection…')).toBeHidden({ timeout: 30_000 });
  }
  await page.reload();
  const file = await saved;
  const path = info.outputPath('cargo.zip');
  await file.saveAs(path);
  expect(downloadId).toBeTruthy();
  execFileSync('unzip', ['-tqq', path]);
  await page.getByRole('button', { name: 'Downloaded' }).click();
  await expect(dialog(page).getByText(`SHA-256 ${await checksumOf(path)}`)).toBeVisible();
  await expect.poll(() => archives(berth, id)).toEqual([]);
});

test('a chosen file is written straight, and a cancelled one is gone', async ({ page, berth }) => {
  await nameFiles(page);
  const { id } = await makeProject(berth, 64 * MIB);
  const picked = () => chosenChecksum(page);
  await openDialog(page, berth.url, id);
  await dialog(page).getByRole('button', { name: 'Save as…' }).click();
  await dialog(page).getByRole('button', { name: 'Cancel download' }).click();
  await expect.poll(picked).toBe('no file');
  await expect.poll(() => archives(berth, id)).toEqual([]);

  await dialog(page).getByRole('button', { name: 'Save as…' }).click();
  await expect(dialog(page).getByText('Verified')).toBeVisible({ timeout: 60_000 });
  await expect(dialog(page).getByText(`SHA-256 ${await picked()}`)).toBeVisible();
  expect(await privateFiles(page)).toEqual([]);
});

test('a browser without private disk space gathers blobs', async ({ page, berth }, info) => {
  await page.addInitScript(() => {
    navigator.storage.getDirectory = () => Promise.reject(new DOMException('No.', 'SecurityError'));
  });
  const { id } = await makeProject(berth, 20 * MIB);
  await openDialog(page, berth.url, id);
  const path = info.outputPath('cargo.zip');
  await download(page, path);
  await expect(dialog(page).getByText(`SHA-256 ${await checksumOf(path)}`)).toBeVisible();
  execFileSync('unzip', ['-tqq', path]);
});

test('an archive that arrives with other bytes is refused, and nothing of it is kept', async ({
  page,
  berth,
}, info) => {
  test.setTimeout(300_000);
  const { id } = await makeProject(berth, 128 * MIB);
  let handedOver = 0;
  page.on('download', () => {
    handedOver += 1;
  });
  await openDialog(page, berth.url, id);
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  // While it is packed, before any of it is sent: its checksum is of what was packed.
  const archive = () => archives(berth, id).map((name) => join(berth.dataDir, 'archives', id, name))[0];
  const sizeOf = (path: string | undefined) => (path && statSync(path, { throwIfNoEntry: false })?.size) || 0;
  await expect.poll(() => sizeOf(archive()), { intervals: [5], timeout: 60_000 }).toBeGreaterThan(16 * MIB);
  const file = openSync(archive() ?? '', 'r+');
  const place = fstatSync(file).size - 1_000_000;
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, place);
  writeSync(file, Buffer.of((byte[0] ?? 0) ^ 1), 0, 1, place);
  closeSync(file);
  await expect(dialog(page).getByText(/The checksum is wrong/)).toBeVisible({ timeout: 180_000 });
  await page.screenshot({ path: info.outputPath('mismatch.png') });
  await expect(dialog(page).getByRole('button', { name: 'Resume' })).toBeHidden();
  await expect.poll(() => privateFiles(page)).toEqual([]);
  expect(handedOver).toBe(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Download', exact: true })).toBeVisible();
});

test('a cancelled download leaves nothing, here or there', async ({ page, berth }) => {
  const { id } = await makeProject(berth, 128 * MIB);
  await openDialog(page, berth.url, id);
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Cancel download' }).click();
  await expect(dialog(page).getByText(/before compression/)).toBeVisible();
  await expect.poll(() => archives(berth, id)).toEqual([]);
  await expect.poll(() => privateFiles(page)).toEqual([]);
});

test('counts are shown while a big tree is looked through', async ({ page, berth }, info) => {
  const { id, folder } = await makeProject(berth, 0);
  const { uid, gid } = statSync(folder);
  const script = 'for d in $(seq 40); do mkdir $d; (cd $d; seq 1000 | xargs touch); done';
  execFileSync('bash', ['-c', script], { cwd: folder });
  if (process.getuid?.() === 0) execFileSync('chown', ['-Rh', `${uid}:${gid}`, folder]);
  await page.goto(`${berth.url}/?project=${id}`);
  // The answer is real and late, as a tree that takes minutes makes it: this one is looked through in a moment.
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/trpc/transfer.preview*', async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(dialog(page).getByText(/^[\d,]+ files?, .* counted so far/)).toBeVisible();
  await page.screenshot({ path: info.outputPath('counting.png') });
  answer();
  await expect(dialog(page).getByText('40,001 files, 7 bytes before compression')).toBeVisible();
  await expect(dialog(page).getByText(/counted so far/)).toBeHidden();
});
