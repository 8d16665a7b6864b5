import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { MIB } from './support/downloads';
import { dropFromDesktop } from './support/drop';
import { test } from './support/fixtures';

/** A folder of the person's own machine. */
function desktopFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-desktop-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function openProject(berth: Berth, page: Page, files: Record<string, string>) {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Cargo' });
  for (const [path, content] of Object.entries(files)) await fs.create.mutate({ projectId, path, content });
  await page.goto(`${berth.url}/?project=${projectId}`);
  const tree = page.getByRole('tree', { name: 'Files' });
  await expect(tree.getByRole('treeitem').first()).toBeVisible();
  return {
    projectId,
    tree,
    entry: (name: string) => tree.getByRole('treeitem', { name, exact: true }),
    // A screen reader's copy of a notice says the same.
    told: (text: string | RegExp) => page.getByText(text, { exact: typeof text === 'string' }).first(),
    read: async (path: string) => (await fs.read.query({ projectId, path })).content,
    names: async (path: string) => (await fs.list.query({ projectId, path })).entries.map(({ name }) => name),
  };
}

test('folders come in whole, with their empty folders, and nothing is written over unasked', async ({
  berth,
  page,
}) => {
  const desktop = desktopFolder({
    'cargo/a.txt': 'new a\n',
    'cargo/b.txt': 'new b\n',
    'cargo/deep/er/c.txt': 'c\n',
    'chosen/sub/d.txt': 'd\n',
  });
  mkdirSync(join(desktop, 'cargo/empty/inner'), { recursive: true });
  mkdirSync(join(desktop, 'cargo2/taken'), { recursive: true });
  writeFileSync(join(desktop, 'cargo2/untaken.txt'), 'untaken\n');
  try {
    const { projectId, tree, entry, told, read, names } = await openProject(berth, page, {
      'cargo/a.txt': 'old a\n',
      'cargo/b.txt': 'old b\n',
      'cargo2/taken': 'a file\n',
    });
    await dropFromDesktop(tree, [join(desktop, 'cargo')]);
    const question = page.getByRole('dialog', { name: '“a.txt” exists already' });
    // The harmless answer is the first: Enter at once writes nothing over.
    await expect(question.getByRole('button', { name: 'Skip' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog', { name: '“b.txt” exists already' })
      .getByRole('button', { name: 'Replace' })
      .click();
    await expect(told('2 files and 1 empty folder uploaded')).toBeVisible();
    await expect(told('1 file skipped')).toBeVisible();
    expect(await Promise.all(['cargo/a.txt', 'cargo/b.txt', 'cargo/deep/er/c.txt'].map(read))).toEqual([
      'old a\n',
      'new b\n',
      'c\n',
    ]);
    expect(await names('cargo/empty/inner')).toEqual([]);
    await entry('cargo').click();
    await expect(entry('empty')).toBeVisible();

    await dropFromDesktop(tree, [join(desktop, 'cargo2')]);
    await expect(told('1 file uploaded, 1 could not be')).toBeVisible();
    await expect(told(/cargo2\/taken is a file here/)).toBeVisible();
    expect(await read('cargo2/untaken.txt')).toBe('untaken\n');
    expect(await read('cargo2/taken')).toBe('a file\n');

    await entry('empty').click({ button: 'right' });
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Upload folder…' }).click();
    await (await chooser).setFiles(join(desktop, 'chosen'));
    await expect(told('1 file uploaded')).toBeVisible();
    expect(await read('cargo/empty/chosen/sub/d.txt')).toBe('d\n');

    // A line this slow leaves the time to see the progress and to change one's mind.
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    const speed = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2 * MIB };
    await network.send('Network.emulateNetworkConditions', speed);
    writeFileSync(join(desktop, 'big.bin'), Buffer.alloc(64 * MIB));
    await dropFromDesktop(tree, [join(desktop, 'big.bin')]);
    const upload = page.getByRole('status').filter({ hasText: 'big.bin' });
    await expect(upload).toContainText('of 67 MB');
    await expect(upload.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/);
    await upload.getByRole('button', { name: 'Stop this upload' }).click();
    await expect(told('Upload stopped after 0 files')).toBeVisible();
    await expect(upload).toBeHidden();
    // Neither the file nor what there was of it is left.
    const onDisk = () =>
      readdirSync(join(berth.dataDir, 'projects', projectId)).filter((name) => name !== '.berth');
    await expect.poll(onDisk).toEqual(['cargo', 'cargo2']);
  } finally {
    rmSync(desktop, { recursive: true, force: true });
  }
});

test('a read-only file is uploaded over only where the person says so', async ({ berth, page }) => {
  const { projectId, tree, told, read } = await openProject(berth, page, {
    'closed.txt': 'old\n',
    'dull.txt': 'old\n',
    'open.txt': 'old\n',
  });
  for (const name of ['closed.txt', 'dull.txt'])
    chmodSync(join(berth.dataDir, 'projects', projectId, name), 0o444);
  const names = ['closed.txt', 'dull.txt', 'open.txt'];
  const desktop = desktopFolder(Object.fromEntries(names.map((name) => [name, 'new\n'])));
  try {
    await dropFromDesktop(
      tree,
      names.map((name) => join(desktop, name)),
    );
    const question = page.getByRole('dialog', { name: '“closed.txt” exists already and is read-only' });
    await question.getByRole('button', { name: 'Replace all the same' }).click();
    const next = page.getByRole('dialog', { name: '“dull.txt” exists already and is read-only' });
    await next.getByRole('button', { name: 'Skip' }).click();
    // Its answer goes for no file that can be written.
    const plain = page.getByRole('dialog', { name: '“open.txt” exists already', exact: true });
    await plain.getByRole('button', { name: 'Replace' }).click();
    await expect(told('2 files uploaded')).toBeVisible();
    expect(await Promise.all(names.map(read))).toEqual(['new\n', 'old\n', 'new\n']);
  } finally {
    rmSync(desktop, { recursive: true, force: true });
  }
});

test('a copy that takes long says how far it is, and leaves nothing when it is stopped', async ({
  berth,
  page,
}) => {
  const { projectId, entry, told, names } = await openProject(berth, page, { 'big/first.txt': 'first\n' });
  const folder = join(berth.dataDir, 'projects', projectId);
  const { uid, gid } = statSync(join(folder, 'big'));
  const run = (script: string) =>
    execFileSync('bash', ['-c', script], { cwd: join(folder, 'big'), uid, gid });
  run('seq 39999 | split -l1 -a5 -d - f');
  const duplicate = async () => {
    await entry('big').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  };
  const copy = page.getByRole('status').filter({ hasText: 'Copying “big”' });
  await duplicate();
  await expect(copy).toContainText(/[1-9][\d,]* of 40,000 files/);
  await expect(copy.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/);
  await copy.getByRole('button', { name: 'Stop this copy' }).press('Enter');
  await expect(told('Copying “big” was cancelled')).toBeVisible();
  await expect(told('Nothing of the copy is kept.')).toBeVisible();
  await expect(copy).toBeHidden();
  const onDisk = () => readdirSync(folder).filter((name) => name !== '.berth');
  await expect.poll(onDisk).toEqual(['big']);
  expect(await names('.')).toEqual(['big']);

  // Left alone, it comes to its end.
  run('rm f0[89]* f[123]*');
  await duplicate();
  await expect(copy).toContainText('of 8,001 files');
  await expect(entry('big copy')).toBeVisible();
  await expect(copy).toBeHidden();
  expect(readdirSync(join(folder, 'big copy'))).toHaveLength(8_001);
});

test('the menu of an entry does all there is to do with it, by pointer and by keyboard', async ({
  berth,
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { tree, entry, told, read, names } = await openProject(berth, page, {
    'src/deep/one.txt': 'one\n',
    'src/two.txt': 'two\n',
    'top.txt': 'top of all\n',
  });
  await entry('top.txt').click({ button: 'right' });
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('top.txt');
  expect(readFileSync(await (await download).path(), 'utf8')).toBe('top of all\n');

  const menu = page.getByRole('menu');
  const choose = async (name: string) => {
    await page.keyboard.press('Shift+F10');
    await expect(page.locator('[role=menu]:focus-within')).toBeVisible();
    // Letters lead to the item, as in any menu.
    await page.keyboard.type(name);
    await expect(page.getByRole('menuitem', { name })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
  };
  await tree.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+F10');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(tree).toBeFocused();

  await choose('Duplicate');
  await expect(entry('top copy.txt')).toBeVisible();
  await expect(entry('top copy.txt')).toHaveAttribute('aria-selected', 'true');
  expect(await read('top copy.txt')).toBe('top of all\n');

  await choose('Rename');
  await page.getByRole('textbox', { name: 'New name of top copy.txt' }).fill('moved.txt');
  await page.keyboard.press('Enter');
  await expect(entry('moved.txt')).toBeVisible();
  await entry('moved.txt').dragTo(entry('src'));
  await expect.poll(() => names('src')).toContain('moved.txt');
  await expect(entry('moved.txt')).toHaveAttribute('aria-level', '2');
  await expect(entry('moved.txt')).toHaveAttribute('aria-selected', 'true');
  await tree.focus();
  await choose('Copy path');
  await expect(told('Path copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('src/moved.txt');

  await expect(tree).toBeFocused();
  await page.keyboard.press('Home');
  await choose('Delete');
  const question = page.getByRole('alertdialog', { name: 'Delete “src”?' });
  await expect(question).toContainText('3 files and 1 folder in it, 19 bytes.');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(entry('src')).toBeHidden();
  expect(await names('.')).toEqual(['top.txt']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry('src')).toBeVisible();
  expect(await read('src/deep/one.txt')).toBe('one\n');
});

test('uploads are shown in their own project, and go on while another is on screen', async ({
  berth,
  page,
}) => {
  const desktop = desktopFolder({ 'two.txt': 'new two\n' });
  writeFileSync(join(desktop, 'big.bin'), Buffer.alloc(32 * MIB));
  try {
    await berth.client().project.create.mutate({ name: 'Elsewhere' });
    const { tree, told, read, names } = await openProject(berth, page, { 'two.txt': 'old two\n' });
    const goTo = async (name: string) => {
      await page.getByRole('link', { name: 'All projects' }).click();
      await page.getByRole('button', { name: `Open ${name}` }).click();
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    };
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    const speed = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2 * MIB };
    await network.send('Network.emulateNetworkConditions', speed);
    await dropFromDesktop(tree, [join(desktop, 'big.bin'), join(desktop, 'two.txt')]);
    const upload = page.getByRole('status').filter({ hasText: 'big.bin' });
    await expect(upload).toBeVisible();
    await goTo('Elsewhere');
    expect(await upload.isVisible()).toBe(false);
    expect(await names('.')).not.toContain('big.bin');
    // Its question is no question of this project.
    const question = page.getByRole('dialog', { name: '“two.txt” exists already' });
    await expect(told('The upload to another project asks about “two.txt”')).toBeVisible({ timeout: 60_000 });
    await expect(question).toBeHidden();
    expect(await names('.')).toContain('big.bin');
    await page.getByRole('button', { name: 'Go there' }).click();
    await question.getByRole('button', { name: 'Replace' }).click();
    await expect(told('2 files uploaded')).toBeVisible();
    expect(await read('two.txt')).toBe('new two\n');

    await dropFromDesktop(tree, [join(desktop, 'big.bin')]);
    await page
      .getByRole('dialog', { name: '“big.bin” exists already' })
      .getByRole('button', { name: 'Keep both' })
      .click();
    await expect(upload).toBeVisible();
    await goTo('Elsewhere');
    expect(await upload.isVisible()).toBe(false);
    await expect(told('Cargo: 1 file uploaded')).toBeVisible({ timeout: 60_000 });
    expect(await names('.')).toContain('big (1).bin');
  } finally {
    rmSync(desktop, { recursive: true, force: true });
  }
});
