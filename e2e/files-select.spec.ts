import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';

async function openTree(berth: Berth, page: Page, files: Record<string, string>) {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Selections' });
  for (const [path, content] of Object.entries(files)) await fs.create.mutate({ projectId, path, content });
  await page.goto(`${berth.url}/?project=${projectId}`);
  const tree = page.getByRole('tree', { name: 'Files' });
  await expect(tree.getByRole('treeitem').first()).toBeVisible();
  const entry = (path: string) => tree.locator(`[role="treeitem"][data-path="${path}"]`);
  const folder = join(berth.dataDir, 'projects', projectId);
  return {
    projectId,
    folder,
    tree,
    entry,
    /** Expects these entries to be selected, and no other. */
    selects: (...paths: string[]) =>
      expect
        .poll(() =>
          tree
            .locator('[aria-selected="true"]')
            .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-path'))),
        )
        .toEqual(paths),
    pick: async (...paths: string[]) => {
      for (const [index, path] of paths.entries())
        await entry(path).click(index === 0 ? {} : { modifiers: ['Control'] });
    },
    question: (name: string) => page.getByRole('dialog', { name: `“${name}” exists already`, exact: true }),
    deletion: page.getByRole('alertdialog'),
    undo: page.getByRole('button', { name: 'Undo', exact: true }).last(),
    // A screen reader's copy of a notice says the same.
    told: (text: string) => page.getByText(text).first(),
    onDisk: (path = '.') =>
      readdirSync(join(folder, path))
        .filter((name) => name !== '.berth')
        .toSorted(),
    read: async (path: string) => (await fs.read.query({ projectId, path })).content,
  };
}

test('entries are selected by pointer and by keyboard, and what goes away leaves the selection', async ({
  berth,
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { projectId, tree, entry, selects, told } = await openTree(berth, page, {
    'lib/in.txt': 'in\n',
    'a.txt': 'a\n',
    'b.txt': 'b\n',
    'c.txt': 'c\n',
    'd.txt': 'd\n',
  });
  await expect(tree).toHaveAttribute('aria-multiselectable', 'true');
  await entry('lib').click();
  await expect(entry('lib/in.txt')).toBeVisible();

  // By pointer: one, one more, a range from there, a range beside it, one less, and one alone again.
  await entry('a.txt').click();
  await selects('a.txt');
  await entry('lib').click({ modifiers: ['Control'] });
  await selects('lib', 'a.txt');
  await expect(entry('lib')).toHaveAttribute('aria-expanded', 'true');
  await entry('a.txt').click({ modifiers: ['Shift'] });
  await selects('lib', 'lib/in.txt', 'a.txt');
  await entry('c.txt').click({ modifiers: ['Control'] });
  await entry('d.txt').click({ modifiers: ['Control', 'Shift'] });
  await selects('lib', 'lib/in.txt', 'a.txt', 'c.txt', 'd.txt');
  await entry('lib/in.txt').click({ modifiers: ['Control'] });
  await selects('lib', 'a.txt', 'c.txt', 'd.txt');
  await expect(page.getByRole('tab', { name: 'a.txt' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'd.txt' })).toHaveCount(0);
  await entry('c.txt').click();
  await selects('c.txt');

  // By keyboard; the focus is where the tree says.
  const active = async () => page.locator(`[id="${await tree.getAttribute('aria-activedescendant')}"]`);
  await tree.press('Shift+ArrowUp');
  await tree.press('Shift+ArrowUp');
  await selects('a.txt', 'b.txt', 'c.txt');
  await tree.press('Shift+ArrowDown');
  await selects('b.txt', 'c.txt');
  await tree.press('Control+Home');
  await selects('b.txt', 'c.txt');
  await expect(await active()).toHaveAttribute('data-path', 'lib');
  await expect(await active()).toHaveAttribute('aria-selected', 'false');
  await tree.press('Control+Space');
  await selects('lib', 'b.txt', 'c.txt');
  await tree.press('Control+Shift+Space');
  await selects('b.txt', 'c.txt');
  await tree.press('Control+a');
  await selects('lib', 'lib/in.txt', 'a.txt', 'b.txt', 'c.txt', 'd.txt');
  await tree.press('Control+c');
  await tree.press('Escape');
  await selects('lib');

  // The menu is that of the selection, or of the entry outside of it.
  const item = (name: string) => page.getByRole('menuitem', { name });
  await tree.press('Shift+End');
  await entry('a.txt').click({ button: 'right' });
  await expect(item('Delete 5 items…')).toBeVisible();
  await expect(item('Rename…')).toBeHidden();
  await item('Copy 5 paths').click();
  await expect(told('5 paths copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('lib\na.txt\nb.txt\nc.txt\nd.txt');
  await entry('a.txt').click();
  await entry('b.txt').click({ modifiers: ['Shift'] });
  await entry('d.txt').click({ button: 'right' });
  await expect(item('Rename…')).toBeVisible();
  await page.keyboard.press('Escape');
  await selects('d.txt');

  // What goes, or is hidden in its folder, is selected no more, even when it comes back.
  const { fs } = berth.client();
  await tree.press('Control+a');
  await fs.delete.mutate({ projectId, path: 'd.txt' });
  await expect(entry('d.txt')).toBeHidden();
  await page.getByRole('button', { name: 'Collapse folders' }).click();
  await expect(entry('lib/in.txt')).toBeHidden();
  await fs.create.mutate({ projectId, path: 'd.txt', content: 'again\n' });
  await expect(entry('d.txt')).toBeVisible();
  await selects('lib', 'a.txt', 'b.txt', 'c.txt');
});

test('several are deleted at once, after one question, and one undo brings all back', async ({
  berth,
  page,
}) => {
  const { tree, entry, selects, pick, deletion, undo, told, onDisk, read } = await openTree(berth, page, {
    'lib/deep/x.txt': 'x\n',
    'lib/in.txt': 'in\n',
    'keep.txt': 'keep\n',
    'one.txt': 'one\n',
    'two.txt': 'two\n',
  });
  await entry('lib').click();
  // The folder covers what is selected in it.
  await pick('one.txt', 'lib/in.txt', 'lib');
  await tree.press('Delete');
  await expect(deletion).toContainText('Delete 2 items?');
  await expect(deletion).toContainText('3 files and 2 folders in all, 9 bytes.');
  await expect(deletion.getByRole('listitem')).toHaveText(['lib/', 'one.txt']);
  await page.keyboard.press('Escape');
  await expect(deletion).toBeHidden();
  await selects('lib', 'lib/in.txt', 'one.txt');
  expect(onDisk()).toEqual(['keep.txt', 'lib', 'one.txt', 'two.txt']);

  await tree.press('Delete');
  await deletion.getByRole('button', { name: 'Delete' }).click();
  await expect(told('2 items were deleted')).toBeVisible();
  await selects('two.txt');
  await expect(tree).toBeFocused();
  expect(onDisk()).toEqual(['keep.txt', 'two.txt']);
  await undo.click();
  await selects('lib', 'one.txt');
  expect(onDisk()).toEqual(['keep.txt', 'lib', 'one.txt', 'two.txt']);
  expect([await read('lib/deep/x.txt'), await read('one.txt')]).toEqual(['x\n', 'one\n']);
});

test('several are dragged, cut and copied; a taken name is asked about, and one undo moves all back', async ({
  berth,
  page,
}) => {
  await page.addInitScript(() => {
    const { setDragImage } = DataTransfer.prototype;
    DataTransfer.prototype.setDragImage = function (image, x, y) {
      document.documentElement.dataset.dragged = image.textContent ?? '';
      setDragImage.call(this, image, x, y);
    };
  });
  const { tree, entry, selects, pick, question, undo, told, onDisk, read } = await openTree(berth, page, {
    'into/b.txt': 'into b\n',
    'into/c.txt': 'into c\n',
    'src/deep/x.txt': 'x\n',
    'a.txt': 'a\n',
    'b.txt': 'b\n',
    'c.txt': 'c\n',
  });
  const before = ['a.txt', 'b.txt', 'c.txt', 'into', 'src'];
  const contents = async (...paths: string[]) => Promise.all(paths.map(read));
  // Asked once for all; what they replaced comes back with them.
  await pick('c.txt', 'b.txt', 'a.txt');
  await entry('b.txt').dragTo(entry('into'));
  await expect(question('b.txt')).toContainText('into/b.txt');
  await expect(page.locator('html')).toHaveAttribute('data-dragged', '3 items');
  await question('b.txt').getByRole('checkbox', { name: 'The same for the other items' }).check();
  await question('b.txt').getByRole('button', { name: 'Replace' }).click();
  await selects('into/a.txt', 'into/b.txt', 'into/c.txt');
  expect([onDisk(), onDisk('into')]).toEqual([
    ['into', 'src'],
    ['a.txt', 'b.txt', 'c.txt'],
  ]);
  expect(await contents('into/b.txt', 'into/c.txt')).toEqual(['b\n', 'c\n']);
  await expect(told('3 items were moved')).toBeVisible();
  await expect(told('2 items were replaced.')).toBeVisible();
  await undo.click();
  await selects('a.txt', 'b.txt', 'c.txt');
  expect([onDisk(), onDisk('into')]).toEqual([before, ['b.txt', 'c.txt']]);
  expect(await contents('b.txt', 'into/b.txt', 'into/c.txt')).toEqual(['b\n', 'into b\n', 'into c\n']);

  // By keyboard: what is skipped stays cut, what is kept beside has a name of its own.
  await tree.press('Control+x');
  await expect(entry('c.txt')).toHaveAttribute('aria-description', 'Cut');
  await entry('into').click();
  await expect(entry('into/b.txt')).toBeHidden();
  await tree.press('Control+v');
  await question('b.txt').getByRole('button', { name: 'Skip' }).press('Enter');
  await expect(question('c.txt').getByRole('checkbox')).toBeHidden();
  await question('c.txt').getByRole('button', { name: 'Keep both' }).click();
  await selects('into/a.txt', 'into/c (1).txt');
  await expect(told('1 item stayed.')).toBeVisible();
  await expect(entry('b.txt')).toHaveAttribute('aria-description', 'Cut');
  await expect(entry('into/a.txt')).not.toHaveAttribute('aria-description');
  expect([onDisk(), onDisk('into')]).toEqual([
    ['b.txt', 'into', 'src'],
    ['a.txt', 'b.txt', 'c (1).txt', 'c.txt'],
  ]);
  await tree.press('Control+v');
  await question('b.txt').getByRole('button', { name: 'Keep both' }).click();
  await selects('into/b (1).txt');
  expect([onDisk(), onDisk('into')]).toEqual([
    ['into', 'src'],
    ['a.txt', 'b (1).txt', 'b.txt', 'c (1).txt', 'c.txt'],
  ]);

  // Copied, and duplicated by the menu of the selection.
  await pick('into/a.txt', 'into/c.txt');
  await tree.press('Control+c');
  await entry('src').click();
  await entry('src/deep').click();
  await tree.press('Control+v');
  await selects('src/deep/a.txt', 'src/deep/c.txt');
  expect(onDisk('src/deep')).toEqual(['a.txt', 'c.txt', 'x.txt']);
  await entry('src/deep/c.txt').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await selects('src/deep/a copy.txt', 'src/deep/c copy.txt');
  expect(onDisk('src/deep')).toEqual(['a copy.txt', 'a.txt', 'c copy.txt', 'c.txt', 'x.txt']);
});

test('where one of several cannot be deleted or moved, the others are, and one notice says why', async ({
  berth,
  page,
}) => {
  const { folder, tree, entry, selects, pick, deletion, told, onDisk } = await openTree(berth, page, {
    'closed/stuck.txt': 'stuck\n',
    'into/x.txt': 'x\n',
    'a.txt': 'a\n',
    'b.txt': 'b\n',
  });
  const before = ['a.txt', 'b.txt', 'closed', 'into'];
  const why =
    "“stuck.txt”: The workspace's user may not do that with closed/stuck.txt. Check its permissions.";
  const back = page.getByRole('button', { name: '2 items back' });
  chmodSync(join(folder, 'closed'), 0o555);
  try {
    await entry('closed').click();
    await pick('closed/stuck.txt', 'b.txt', 'a.txt');
    await tree.press('Delete');
    await deletion.getByRole('button', { name: 'Delete' }).click();
    await expect(told('1 of 3 items could not be deleted')).toBeVisible();
    await expect(told(why)).toBeVisible();
    expect([onDisk(), onDisk('closed')]).toEqual([['closed', 'into'], ['stuck.txt']]);
    await selects('closed/stuck.txt');
    await back.click();
    await selects('a.txt', 'b.txt');
    expect(onDisk()).toEqual(before);

    await pick('closed/stuck.txt', 'b.txt', 'a.txt');
    await tree.press('Control+x');
    await entry('into').click();
    await tree.press('Control+v');
    await expect(told('1 of 3 items could not be moved')).toBeVisible();
    await expect(told(why)).toBeVisible();
    await selects('into/a.txt', 'into/b.txt');
    await expect(entry('closed/stuck.txt')).toHaveAttribute('aria-description', 'Cut');
    expect([onDisk(), onDisk('into')]).toEqual([
      ['closed', 'into'],
      ['a.txt', 'b.txt', 'x.txt'],
    ]);
    await back.click();
    await selects('a.txt', 'b.txt');
    expect(onDisk()).toEqual(before);
  } finally {
    chmodSync(join(folder, 'closed'), 0o755);
  }
});

test('moving several over a slow network is shown, and can be stopped: the rest stays, and one undo moves back what went', async ({
  berth,
  page,
}) => {
  const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'];
  const files = Object.fromEntries(names.map((name) => [name, `${name}\n`]));
  const { tree, entry, selects, pick, undo, told, onDisk } = await openTree(berth, page, {
    'into/x.txt': 'x\n',
    ...files,
  });
  // The network: what is asked of it waits until it is let through.
  const held: (() => Promise<void>)[] = [];
  await page.route('**/trpc/fs.rename*', (route) => {
    held.push(() => route.continue());
  });
  const letThrough = async () => {
    await expect.poll(() => held.length).toBe(1);
    await held.pop()?.();
  };
  await pick(...names);
  await tree.press('Control+x');
  await entry('into').click();
  await tree.press('Control+v');
  await letThrough();
  await letThrough();
  const shown = page.getByRole('status').filter({ hasText: 'Moving 5 items' });
  await expect(shown).toContainText('2 of 5');
  await expect.poll(() => held.length).toBe(1);
  await shown.getByRole('button', { name: 'Stop after this one' }).click();
  await letThrough();
  await expect(told('3 items were moved')).toBeVisible();
  await expect(told('2 items stayed.')).toBeVisible();
  await expect(shown).toBeHidden();
  expect(held).toEqual([]);
  expect([onDisk(), onDisk('into')]).toEqual([
    ['d.txt', 'e.txt', 'into'],
    ['a.txt', 'b.txt', 'c.txt', 'x.txt'],
  ]);
  await expect(entry('d.txt')).toHaveAttribute('aria-description', 'Cut');

  await page.unroute('**/trpc/fs.rename*');
  await undo.click();
  await selects('a.txt', 'b.txt', 'c.txt');
  expect([onDisk(), onDisk('into')]).toEqual([[...names, 'into'], ['x.txt']]);
});
