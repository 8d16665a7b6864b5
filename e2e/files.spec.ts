import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';
import { typeCommand } from './support/terminal';

async function openProject(berth: Berth, page: Page, paths: string[]): Promise<string> {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Files' });
  for (const path of paths) await fs.create.mutate({ projectId, path, content: `${path}\n` });
  await page.goto(`${berth.url}/?project=${projectId}`);
  return projectId;
}

test('everything is done in the tree by keyboard, and deletion is asked for and undone', async ({
  berth,
  page,
}) => {
  const projectId = await openProject(berth, page, ['src/a.txt', 'src/b.txt', 'readme.md']);
  const { fs } = berth.client();
  const tree = page.getByRole('tree', { name: 'Files' });
  const entry = (name: string) => tree.getByRole('treeitem', { name, exact: true });
  await expect(entry('readme.md')).toBeVisible();

  await tree.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(entry('a.txt')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New name of a.txt' }).fill('renamed.txt');
  await page.keyboard.press('Enter');
  await expect(entry('renamed.txt')).toBeVisible();
  await expect(tree).toBeFocused();

  await page.keyboard.type('read');
  await expect(entry('readme.md')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('src');
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Delete “src”?' });
  await expect(question).toContainText('2 files');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(entry('src')).toBeHidden();
  // Keys go on from where it was.
  await expect(tree).toBeFocused();
  await expect(entry('readme.md')).toHaveAttribute('aria-selected', 'true');
  await expect(fs.stat.query({ projectId, path: 'src' })).rejects.toThrow();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry('src')).toBeVisible();
  expect((await fs.read.query({ projectId, path: 'src/b.txt' })).content).toBe('src/b.txt\n');
});

test('what was deleted is put back by keyboard long after', async ({ berth, page }) => {
  const projectId = await openProject(berth, page, ['src/a.txt', 'readme.md']);
  const { fs } = berth.client();
  const button = page.getByRole('button', { name: 'Recently deleted' });
  const dialog = page.getByRole('dialog', { name: 'Recently deleted' });
  await button.press('Enter');
  await expect(dialog).toContainText('Nothing to put back');
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  // Deleted by another page: this one never offered to undo it.
  await fs.rmdir.mutate({ projectId, path: 'src', recursive: true });
  await fs.delete.mutate({ projectId, path: 'readme.md' });
  await button.press('Enter');
  await expect(dialog.getByRole('listitem')).toHaveText([/^readme.md/, /^src\//]);
  await dialog.getByRole('button', { name: 'Put back src' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('treeitem', { name: 'src', exact: true })).toBeVisible();
  expect((await fs.read.query({ projectId, path: 'src/a.txt' })).content).toBe('src/a.txt\n');
});

test('a file whose name is no text is shown, and says what to do when it is opened', async ({
  berth,
  page,
}) => {
  const projectId = await openProject(berth, page, ['a.txt']);
  const folder = join(berth.dataDir, 'projects', projectId);
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]), '');
  const entry = page.getByRole('treeitem', { name: 'caf\uFFFD.txt' });
  await page.reload();
  await expect(entry).toHaveAttribute('data-unreachable', 'true');
  await entry.dblclick();
  await expect(page.getByText('its name is not UTF-8 text')).toBeVisible();
});

test('a read-only file is saved when the person says so', async ({ berth, page }) => {
  const projectId = await openProject(berth, page, ['closed.txt']);
  chmodSync(join(berth.dataDir, 'projects', projectId, 'closed.txt'), 0o444);
  await page.getByRole('treeitem', { name: 'closed.txt' }).dblclick();
  await page.getByRole('textbox', { name: 'closed.txt' }).press('Control+Home');
  await page.keyboard.type('new ');
  await page.keyboard.press('Control+s');
  const notice = page.getByRole('alert').filter({ hasText: 'closed.txt is read-only' });
  await notice.getByRole('button', { name: 'Overwrite' }).click();
  // The notice goes when it is tried again, the mark once that was done.
  await expect(notice).toBeHidden();
  await expect(page.getByRole('tab', { name: 'closed.txt, unsaved' })).toBeHidden();
  const { content, mode } = await berth.client().fs.read.query({ projectId, path: 'closed.txt' });
  expect([content, mode]).toEqual(['new closed.txt\n', 0o444]);
});

test('a new file is created in its folder and opened; what others write shows up by itself', async ({
  berth,
  page,
}) => {
  const projectId = await openProject(berth, page, ['src/a.txt']);
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.getByRole('treeitem', { name: 'src' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'New file…' }).click();
  const name = page.getByRole('textbox', { name: 'Name of the new file' });
  await name.fill('../out.txt');
  await expect(page.getByText('are not names')).toBeVisible();
  await name.fill('deep/new.ts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'new.ts' })).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: 'new.ts' })).toBeVisible();

  await berth.client().fs.create.mutate({ projectId, path: 'src/from-a-shell.txt', content: 'x' });
  await expect(tree.getByRole('treeitem', { name: 'from-a-shell.txt' })).toBeVisible();
});

test('dragging moves, and an open file goes along with its tab', async ({ berth, page }) => {
  const projectId = await openProject(berth, page, ['lib/keep.txt', 'move me.txt']);
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.getByRole('treeitem', { name: 'move me.txt' }).dblclick();
  const text = page.getByRole('textbox', { name: 'move me.txt' });
  await expect(text).toContainText('move me.txt');
  await text.press('Control+Home');
  await page.keyboard.type('unsaved ');
  await tree
    .getByRole('treeitem', { name: 'move me.txt' })
    .dragTo(tree.getByRole('treeitem', { name: 'lib' }));
  await expect(page.getByRole('textbox', { name: 'lib/move me.txt' })).toContainText('unsaved move me.txt');
  await page.keyboard.press('Control+s');
  const { fs } = berth.client();
  await expect
    .poll(async () => (await fs.read.query({ projectId, path: 'lib/move me.txt' })).content)
    .toBe('unsaved move me.txt\n');

  // Renamed by keyboard, it goes along too, and the keys go on in the tree.
  await tree.getByRole('treeitem', { name: 'move me.txt' }).click();
  await tree.press('F2');
  await page.getByRole('textbox', { name: 'New name of move me.txt' }).fill('moved\u202e.txt');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'lib/moved\u202e.txt' })).toBeVisible();
  await expect(tree).toBeFocused();
  await expect(tree.getByRole('treeitem', { name: 'moved\ufffd.txt' })).toBeVisible();
});

test('an open file that others move is followed with its unsaved text, or saved again where it was', async ({
  berth,
  page,
}) => {
  const projectId = await openProject(berth, page, ['src/notes.txt', 'src/other.txt']);
  const { fs } = berth.client();
  const read = async (path: string) => (await fs.read.query({ projectId, path })).content;
  const text = (path: string) => page.getByRole('textbox', { name: path, exact: true });
  const entry = (name: string) => page.getByRole('treeitem', { name, exact: true });
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: 'This file was' });
  await entry('src').click();
  await entry('notes.txt').dblclick();
  await text('src/notes.txt').press('Control+Home');
  await page.keyboard.type('unsaved ');

  await typeCommand(page, 'mkdir away && mv src/notes.txt away/renamed.txt');
  await expect(banner).toContainText('moved to away/renamed.txt. Your unsaved text is kept here.');
  await banner.getByRole('button', { name: 'Go on there with this text' }).click();
  await expect(text('away/renamed.txt')).toContainText('unsaved src/notes.txt');
  await expect(banner).toBeHidden();
  await expect(page.getByRole('tab', { name: 'renamed.txt, unsaved' })).toBeVisible();
  await text('away/renamed.txt').press('Control+s');
  await expect.poll(() => read('away/renamed.txt')).toBe('unsaved src/notes.txt\n');
  await expect(page.getByRole('tab', { name: 'renamed.txt, unsaved' })).toBeHidden();
  await expect(fs.stat.query({ projectId, path: 'src/notes.txt' })).rejects.toThrow('There is no');

  // As another browser does it, with the folder; here is nothing unsaved.
  await fs.rename.mutate({ projectId, from: 'away', to: 'lib/far' });
  await expect(banner).toContainText('moved to lib/far/renamed.txt.');
  await banner.getByRole('button', { name: 'Open it there' }).click();
  await expect(text('lib/far/renamed.txt')).toContainText('unsaved src/notes.txt');

  // Where it went cannot be told: what came has another content.
  await text('lib/far/renamed.txt').press('Control+Home');
  await page.keyboard.type('again ');
  await typeCommand(page, 'sed s/other/else/ src/other.txt > lib/else.txt && rm lib/far/renamed.txt');
  await expect(banner).toContainText('deleted on disk, or moved. Its text is kept here.');
  await banner.getByRole('button', { name: 'Save it again' }).click();
  await expect(banner).toBeHidden();
  expect(await read('lib/far/renamed.txt')).toBe('again unsaved src/notes.txt\n');
});

test('entries are cut, copied and pasted by keyboard and by the menu', async ({ berth, page }) => {
  const projectId = await openProject(berth, page, [
    'lib/deep/keep.txt',
    'lib/taken.txt',
    'src/go.txt',
    'taken.txt',
  ]);
  const { fs } = berth.client();
  const read = async (path: string) => (await fs.read.query({ projectId, path })).content;
  const names = async (path: string) => (await fs.list.query({ projectId, path })).entries.map((e) => e.name);
  const tree = page.getByRole('tree', { name: 'Files' });
  const entry = (path: string) => tree.locator(`[role="treeitem"][data-path="${path}"]`);
  const choose = async (path: string, item: string) => {
    await entry(path).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
  };
  // A screen reader's copy of a notice says the same.
  const told = (text: string) => page.getByText(text).first();
  await entry('src').click();
  await entry('src/go.txt').dblclick();
  await page.getByRole('textbox', { name: 'src/go.txt' }).press('Control+Home');
  await page.keyboard.type('unsaved ');

  // Cut by keyboard: it is marked until it is pasted, or given up with Escape.
  await tree.focus();
  await expect(entry('src/go.txt')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+x');
  await expect(entry('src/go.txt')).toHaveAttribute('aria-description', 'Cut');
  await expect(entry('src/go.txt').getByText('go.txt')).toHaveCSS('opacity', '0.5');
  await page.keyboard.press('Escape');
  await expect(entry('src/go.txt')).not.toHaveAttribute('aria-description');
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Home');
  await expect(entry('lib')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+v');
  await expect(entry('lib/go.txt')).toHaveAttribute('aria-selected', 'true');
  expect(await names('src')).toEqual([]);
  // The open file went along, with what was not saved.
  await expect(page.getByRole('textbox', { name: 'lib/go.txt' })).toContainText('unsaved src/go.txt');
  await page.getByRole('textbox', { name: 'lib/go.txt' }).press('Control+s');
  await expect.poll(() => read('lib/go.txt')).toBe('unsaved src/go.txt\n');

  // Copied, it can be pasted many times; a taken name is no obstacle.
  await tree.focus();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(entry('lib/go copy.txt')).toHaveAttribute('aria-selected', 'true');
  await choose('src', 'Paste');
  await expect(entry('src/go.txt')).toBeVisible();
  expect(await read('src/go.txt')).toBe('unsaved src/go.txt\n');

  // Nothing is moved over what is there unasked, and no folder into itself.
  await choose('taken.txt', 'Cut');
  await choose('lib', 'Paste');
  const question = page.getByRole('dialog', { name: '“taken.txt” exists already' });
  await expect(question).toContainText('lib/taken.txt');
  await question.getByRole('button', { name: 'Skip' }).click();
  expect(await read('lib/taken.txt')).toBe('lib/taken.txt\n');
  await entry('lib/deep').click();
  await choose('lib', 'Cut');
  await expect(entry('lib/deep/keep.txt').getByText('keep.txt')).toHaveCSS('opacity', '0.5');
  await choose('lib/deep', 'Paste');
  await expect(told('“lib” cannot be pasted into itself')).toBeVisible();
  expect((await names('.')).toSorted()).toEqual(['lib', 'src', 'taken.txt']);

  // A folder that is copied where it is gets a name of its own.
  await choose('lib', 'Copy Ctrl+C');
  await choose('lib', 'Paste');
  await expect(entry('lib copy')).toBeVisible();
  expect(await read('lib copy/deep/keep.txt')).toBe('lib/deep/keep.txt\n');
});

test('files are uploaded, and a taken name is asked about', async ({ berth, page }) => {
  const projectId = await openProject(berth, page, ['a.txt']);
  const { fs } = berth.client();
  const tree = page.getByRole('tree', { name: 'Files' });
  await expect(tree.getByRole('treeitem', { name: 'a.txt' })).toBeVisible();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['dropped\n'], 'a.txt'));
    transfer.items.add(new File([new Uint8Array([0, 255])], 'b.bin'));
    return transfer;
  });
  await tree.dispatchEvent('dragover', { dataTransfer: data });
  await tree.dispatchEvent('drop', { dataTransfer: data });
  const question = page.getByRole('dialog', { name: '“a.txt” exists already' });
  await question.getByRole('button', { name: 'Keep both' }).click();
  await expect(tree.getByRole('treeitem', { name: 'b.bin' })).toBeVisible();
  expect((await fs.read.query({ projectId, path: 'a.txt' })).content).toBe('a.txt\n');
  expect((await fs.read.query({ projectId, path: 'b.bin', encoding: 'base64' })).content).toBe('AP8=');
  const { entries } = await fs.list.query({ projectId });
  expect(entries).toHaveLength(3);
});

test('a folder of many entries draws only the lines on screen', async ({ berth, page }) => {
  const projectId = await openProject(berth, page, ['zz-last.txt']);
  const tree = page.getByRole('tree', { name: 'Files' });
  await expect(tree.getByRole('treeitem')).toHaveCount(1);
  const { fs } = berth.client();
  for (let start = 0; start < 600; start += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        fs.create.mutate({ projectId, path: `many/${String(start + index).padStart(5, '0')}.txt` }),
      ),
    );
  }
  await tree.getByRole('treeitem', { name: 'many' }).click();
  await expect(tree.getByRole('treeitem', { name: '00000.txt' })).toBeVisible();
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(120);
  await tree.press('End');
  await expect(tree.getByRole('treeitem', { name: 'zz-last.txt' })).toBeVisible();
});
