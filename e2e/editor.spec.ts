import { lstatSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

async function openProject(berth: Berth, page: Page, files: Record<string, string>) {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Editor' });
  for (const [path, content] of Object.entries(files)) await fs.create.mutate({ projectId, path, content });
  await page.goto(`${berth.url}/?project=${projectId}`);
  return {
    projectId,
    open: (path: string) => page.getByRole('treeitem', { name: path }).dblclick(),
    text: (path: string) => page.getByRole('textbox', { name: path, exact: true }),
    tab: (name: string) => page.getByRole('tab', { name }),
    read: async (path: string) => (await fs.read.query({ projectId, path })).content,
    write: (path: string, content: string) => fs.update.mutate({ projectId, path, content }),
  };
}

test('text is typed, saved, and found again with its tab after a reload', async ({ berth, page }) => {
  const { open, text, tab, read } = await openProject(berth, page, { 'main.ts': 'export const a = 1;\n' });
  await open('main.ts');
  await expect(text('main.ts')).toContainText('export const a = 1;');
  await expect(page.getByLabel('Language')).toHaveText('TypeScript');
  await text('main.ts').press('Control+End');
  await page.keyboard.type('export const b = 2;');
  await expect(tab('main.ts, unsaved')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(tab('main.ts, unsaved')).toBeHidden();
  expect(await read('main.ts')).toBe('export const a = 1;\nexport const b = 2;');
  await page.reload();
  await expect(text('main.ts')).toContainText('export const b = 2;');
});

test('an unmodified file follows the disk; a modified one is merged hunk by hunk', async ({
  berth,
  page,
}) => {
  const { open, text, tab, read, write } = await openProject(berth, page, { 'notes.txt': lines(30) });
  await open('notes.txt');
  await write('notes.txt', lines(30).replace('line 2\n', 'line two\n'));
  await expect(text('notes.txt')).toContainText('line two');

  await text('notes.txt').press('Control+Home');
  await page.keyboard.type('mine ');
  const theirs = lines(30).replace('line 1\n', 'line 1 theirs\n').replace('line 29\n', 'line 29 theirs\n');
  await write('notes.txt', theirs);
  await expect(page.getByText('Something else changed this file on disk')).toBeVisible();
  expect(await read('notes.txt')).toBe(theirs);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Something else changed this file on disk')).toBeVisible();
  expect(await read('notes.txt')).toBe(theirs);

  await page.getByRole('button', { name: 'Compare and merge' }).click();
  await expect(page.getByRole('textbox', { name: 'On disk' })).toContainText('line 29 theirs');
  await page.getByRole('button', { name: 'Take this change from disk' }).last().click();
  await page.getByRole('button', { name: 'Save the result' }).click();
  await expect(tab('notes.txt, unsaved')).toBeHidden();
  const merged = await read('notes.txt');
  expect(merged).toMatch(/^mine line 1\n/);
  expect(merged).toContain('line 29 theirs\n');
});

test('what is merged so far is kept as it is typed, and a killed tab loses none of it', async ({
  berth,
  page,
}) => {
  const { projectId, open, text, write } = await openProject(berth, page, { 'notes.txt': lines(30) });
  await open('notes.txt');
  await text('notes.txt').press('Control+Home');
  await page.keyboard.type('mine ');
  await write('notes.txt', lines(30).replace('line 29\n', 'line 29 theirs\n'));
  await page.getByRole('button', { name: 'Compare and merge' }).click();
  await page.getByRole('button', { name: 'Take this change from disk' }).last().click();
  await page.getByRole('textbox', { name: 'Yours' }).press('Control+Home');
  await page.keyboard.type('merged ');
  const kept = async () =>
    (await berth.client().drafts.get.query({ projectId, path: 'notes.txt' })).draft?.content;
  await expect.poll(kept).toBe(`merged mine ${lines(30).replace('line 29\n', 'line 29 theirs\n')}`);
  await page.close({ runBeforeUnload: false });
});

test('a merge that could not be saved says so, and is saved by the keys', async ({ berth, page }) => {
  const { open, text, tab, read, write } = await openProject(berth, page, { 'notes.txt': 'one\n' });
  await open('notes.txt');
  await text('notes.txt').press('Control+Home');
  await page.keyboard.type('mine ');
  await write('notes.txt', 'one\ntheirs\n');
  await page.getByRole('button', { name: 'Compare and merge' }).click();
  await page.getByRole('textbox', { name: 'Yours' }).press('Control+Home');
  await page.keyboard.type('merged ');
  const refuse = '**/trpc/fs.update*';
  await page.route(refuse, (route) => route.fulfill({ status: 503, body: 'Not available' }));
  await page.getByRole('button', { name: 'Save the result' }).click();
  await expect(page.getByText('The file could not be saved')).toBeVisible();
  await page.unroute(refuse);
  await page.getByRole('textbox', { name: 'Yours' }).press('Control+s');
  await expect(tab('notes.txt, unsaved')).toBeHidden();
  await expect(page.getByText('The file could not be saved')).toBeHidden();
  expect(await read('notes.txt')).toBe('merged mine one\n');
});

test('unsaved text stays in sight when the file on disk is text no longer', async ({ berth, page }) => {
  const files = { 'c.txt': 'on disk\n', 'd.txt': 'on disk\n' };
  const { projectId, open, text, tab, read } = await openProject(berth, page, files);
  const { fs, drafts } = berth.client();
  const notText = (path: string) =>
    fs.update.mutate({ projectId, path, content: '/wD+', encoding: 'base64' });
  const told = page.getByText('Something else wrote 3 bytes that are not text to this file on disk');
  const typeInto = async (path: string) => {
    await open(path);
    await text(path).press('Control+Home');
    await page.keyboard.type('mine ');
    await expect(page.getByText('Draft', { exact: true })).toBeVisible();
    await notText(path);
    await expect(told).toBeVisible();
    await expect(text(path)).toContainText('mine on disk');
  };

  await typeInto('c.txt');
  await page.keyboard.press('Control+s');
  await expect(told).toBeVisible();
  await page.reload();
  await expect(told).toBeVisible();
  await expect(text('c.txt')).toContainText('mine on disk');
  await expect(page.getByText('Restored draft')).toBeVisible();
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(tab('c.txt, unsaved')).toBeHidden();
  await expect(told).toBeHidden();
  expect(await read('c.txt')).toBe('mine on disk\n');

  await typeInto('d.txt');
  await page.getByRole('button', { name: 'Take the version on disk' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(text('d.txt')).toContainText('mine on disk');
  await page.getByRole('button', { name: 'Take the version on disk' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard my text' }).click();
  await expect(page.getByText('This file is not text')).toBeVisible();
  await expect(tab('d.txt, unsaved')).toBeHidden();
  await expect.poll(async () => (await drafts.list.query({ projectId })).drafts).toEqual([]);
});

test('comparing both sides of a conflict changes no line ending', async ({ berth, page }) => {
  const { open, text, tab, read, write } = await openProject(berth, page, { 'mixed.txt': 'a\r\nb\nc\r\n' });
  await open('mixed.txt');
  await text('mixed.txt').press('Control+Home');
  await page.keyboard.type('x');
  await write('mixed.txt', 'a\r\nb\nc\r\nd\r\n');
  await page.getByRole('button', { name: 'Compare and merge' }).click();
  await page.getByRole('textbox', { name: 'Yours' }).press('Control+Home');
  await page.keyboard.type('y');
  await page.getByRole('button', { name: 'Take this change from disk' }).last().click();
  await page.getByRole('button', { name: 'Back to editing' }).click();
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(tab('mixed.txt, unsaved')).toBeHidden();
  expect(await read('mixed.txt')).toBe('yxa\r\nb\nc\r\nd\r\n');
});

test('unsaved text survives a killed tab and the server, and opens on another device', async ({
  berth,
  page,
  browser,
}) => {
  const { projectId, open, text } = await openProject(berth, page, { 'draft.txt': 'on disk\n' });
  await open('draft.txt');
  await text('draft.txt').press('Control+End');
  await page.keyboard.type('never saved');
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
  await page.close({ runBeforeUnload: false });
  await berth.stopServer('SIGKILL');
  await berth.startServer();

  const device = await browser.newContext();
  const other = await device.newPage();
  await other.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
  await other.goto(`${berth.url}/?project=${projectId}`);
  await other.getByRole('tab', { name: 'draft.txt, unsaved' }).click();
  await expect(other.getByRole('textbox', { name: 'draft.txt' })).toContainText('never saved');
  await expect(other.getByText('Restored draft')).toBeVisible();

  await other.keyboard.press('Alt+w');
  await other.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect.poll(async () => (await berth.client().drafts.list.query({ projectId })).drafts).toEqual([]);
  await device.close();
});

test('text that another tab came before is kept too, and is offered when the file is opened again', async ({
  berth,
  page,
}) => {
  const { projectId, open, text } = await openProject(berth, page, { 'both.txt': 'on disk\n' });
  await open('both.txt');
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.getByRole('treeitem', { name: 'both.txt' }).dblclick();
  const other = (from: Page) => from.getByRole('textbox', { name: 'both.txt', exact: true });
  await second.route('**/trpc/drafts.save*', (route) => route.abort());
  await other(second).press('Control+Home');
  await second.keyboard.type('from B');
  await expect(second.getByText('Draft not kept')).toBeVisible();
  await text('both.txt').press('Control+Home');
  await page.keyboard.type('from A');
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
  await second.unroute('**/trpc/drafts.save*');
  await expect(second.getByText('Another tab or device has unsaved text')).toBeVisible();
  await other(second).press('Control+Home');
  await second.keyboard.type('more ');
  await expect(second.getByText('Draft in this browser', { exact: true })).toBeVisible();
  await second.close({ runBeforeUnload: false });

  const third = await page.context().newPage();
  await third.goto(page.url());
  await third.getByRole('treeitem', { name: 'both.txt' }).dblclick();
  await expect(other(third)).toContainText('more from Bon disk');
  await third.getByRole('button', { name: 'Keep this one' }).click();
  const kept = async () =>
    (await berth.client().drafts.get.query({ projectId, path: 'both.txt' })).draft?.content;
  await expect.poll(kept).toBe('more from Bon disk\n');
  await third.close();
});

test('a file that is open by two paths is one file: neither text is written over the other', async ({
  berth,
  page,
}) => {
  const { projectId, text, tab, read } = await openProject(berth, page, {
    'real/target.txt': 'first\n',
  });
  const folder = join(berth.dataDir, 'projects', projectId);
  symlinkSync('real/target.txt', join(folder, 'link.txt'));
  symlinkSync('real', join(folder, 'way'));
  const paths = ['real/target.txt', 'link.txt', 'way/target.txt'] as const;
  const entry = (path: string) => page.locator(`[role="treeitem"][data-path="${path}"]`);
  const conflict = page.getByText('Something else changed this file on disk');
  const show = async (path: string) => {
    await entry(path).dblclick();
    await expect(text(path)).toBeVisible();
  };
  await entry('real').click();
  await entry('way').click();
  for (const path of paths) await show(path);

  // Saved by each path, it shows up by the others, though their tabs were not on screen.
  for (const [index, path] of paths.entries()) {
    await show(path);
    await text(path).press('Control+Home');
    await page.keyboard.type(`by ${index} `);
    await page.keyboard.press('Control+s');
    await expect.poll(() => read('real/target.txt')).toMatch(new RegExp(`^by ${index} `));
    for (const other of paths.filter((one) => one !== path)) {
      await show(other);
      await expect(text(other)).toContainText(`by ${index} `);
      await expect(conflict).toBeHidden();
    }
  }

  // Unsaved text by one path meets what was saved by another.
  await show('link.txt');
  await text('link.txt').press('Control+Home');
  await page.keyboard.type('mine ');
  await show('real/target.txt');
  await text('real/target.txt').press('Control+Home');
  await page.keyboard.type('theirs ');
  await page.keyboard.press('Control+s');
  await expect.poll(() => read('real/target.txt')).toMatch(/^theirs /);
  await show('link.txt');
  await expect(conflict).toBeVisible();
  await expect(text('link.txt')).toContainText('mine ');
  await page.keyboard.press('Control+s');
  await expect(conflict).toBeVisible();
  expect(await read('link.txt')).toMatch(/^theirs /);
  await page.getByRole('button', { name: 'Take the version on disk' }).click();
  await expect(text('link.txt')).toContainText('theirs ');
  await expect(tab('link.txt, unsaved')).toBeHidden();
  // They are still links.
  expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
});

test('every byte that was not edited stays: BOM, line endings, final newline', async ({ berth, page }) => {
  const files = {
    'crlf.txt': '\uFEFFa\r\nb\r\n',
    'mixed.txt': 'a\r\nb\nc',
  };
  const { open, text, tab, read } = await openProject(berth, page, files);
  for (const [path, content] of Object.entries(files)) {
    await open(path);
    await text(path).press('Control+Home');
    await page.keyboard.type('x');
    await page.keyboard.press('Control+s');
    await expect(tab(`${path}, unsaved`)).toBeHidden();
    await expect.poll(() => read(path)).toBe(content.replace('a', 'xa'));
  }
});

test('a file that is deleted keeps its text; files that are not text are shown and not touched', async ({
  berth,
  page,
}) => {
  const { projectId, open, text, read } = await openProject(berth, page, { 'gone.txt': 'precious\n' });
  const { fs } = berth.client();
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  await fs.create.mutate({ projectId, path: 'dot.png', content: png, encoding: 'base64' });
  await fs.create.mutate({ projectId, path: 'latin.txt', content: 'Y2Fm6Qo=', encoding: 'base64' });
  await fs.create.mutate({ projectId, path: 'blob.bin', content: 'AAEC', encoding: 'base64' });
  await fs.create.mutate({ projectId, path: 'big.log', content: lines(800_000) });

  await open('gone.txt');
  await expect(text('gone.txt')).toContainText('precious');
  await fs.delete.mutate({ projectId, path: 'gone.txt' });
  await expect(page.getByText('This file was deleted on disk')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'gone.txt, unsaved' })).toBeHidden();
  expect((await berth.client().drafts.list.query({ projectId })).drafts).toEqual([]);
  await page.getByRole('button', { name: 'Save it again' }).click();
  await expect(page.getByText('This file was deleted on disk')).toBeHidden();
  expect(await read('gone.txt')).toBe('precious\n');

  await open('dot.png');
  await expect(page.getByText('1 × 1')).toBeVisible();
  await open('latin.txt');
  await expect(page.getByText('not valid UTF-8')).toBeVisible();
  await open('blob.bin');
  await expect(page.getByText('blob.bin has 3 bytes.')).toBeVisible();
  await open('big.log');
  await expect(text('big.log')).toContainText('line 1');
  await page.getByRole('button', { name: 'End of the file' }).click();
  await expect(page.getByText('line 799999')).toBeVisible();
});

test('files are found by letters, text by a search that leads to its line', async ({ berth, page }) => {
  const { text } = await openProject(berth, page, {
    'src/deep/target.ts': lines(50).replace('line 40\n', 'const needle = 40;\n'),
    'src/other.ts': 'nothing here\n',
  });
  await expect(page.getByRole('treeitem', { name: 'src' })).toBeVisible();
  await page.keyboard.press('Control+p');
  await page.getByRole('combobox', { name: 'Go to file' }).fill('dtarg:3');
  await expect(page.getByRole('option', { name: 'src/deep/target.ts' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(text('src/deep/target.ts')).toBeVisible();
  await expect(page.getByText('Ln 3, Col 1')).toBeVisible();

  await page.keyboard.press('Control+Shift+f');
  await page.getByRole('textbox', { name: 'Search in files' }).fill('need.e');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await page.getByRole('treeitem', { name: 'const needle = 40;' }).click();
  await expect(page.getByText('Ln 40, Col 7')).toBeVisible();
});
