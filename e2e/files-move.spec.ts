import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';

async function openTree(berth: Berth, page: Page, files: Record<string, string>) {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Moves' });
  for (const [path, content] of Object.entries(files)) await fs.create.mutate({ projectId, path, content });
  await page.goto(`${berth.url}/?project=${projectId}`);
  const tree = page.getByRole('tree', { name: 'Files' });
  const entry = (path: string) => tree.locator(`[role="treeitem"][data-path="${path}"]`);
  await expect(tree.getByRole('treeitem').first()).toBeVisible();
  return {
    projectId,
    fs,
    tree,
    entry,
    text: (path: string) => page.getByRole('textbox', { name: path, exact: true }),
    question: (name: string) => page.getByRole('dialog', { name: `“${name}” exists already`, exact: true }),
    undo: page.getByRole('button', { name: 'Undo' }).last(),
    read: async (path: string) => (await fs.read.query({ projectId, path })).content,
    names: async (path: string) => (await fs.list.query({ projectId, path })).entries.map(({ name }) => name),
    choose: async (path: string, item: string) => {
      await entry(path).click({ button: 'right' });
      await page.getByRole('menuitem', { name: item }).click();
    },
  };
}

test('a move onto a taken name asks: nothing is done, both are kept, or one is replaced and comes back', async ({
  berth,
  page,
}) => {
  const { tree, entry, question, undo, read, names, choose } = await openTree(berth, page, {
    'a.txt': 'a\n',
    'b.txt': 'b\n',
    'into/a.txt': 'into a\n',
    'into/b.txt': 'into b\n',
  });
  await entry('into').click();
  await choose('a.txt', 'Cut');
  await choose('into', 'Paste');
  // The harmless answer is the first.
  await expect(question('a.txt').getByRole('button', { name: 'Skip' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question('a.txt')).toBeHidden();
  await expect(entry('a.txt')).toHaveAttribute('aria-description', 'Cut');
  await expect(tree).toBeFocused();
  expect([await read('a.txt'), await read('into/a.txt')]).toEqual(['a\n', 'into a\n']);

  await entry('into').press('Control+v');
  await question('a.txt').getByRole('button', { name: 'Keep both' }).click();
  await expect(entry('into/a (1).txt')).toHaveAttribute('aria-selected', 'true');
  await expect(tree).toBeFocused();
  expect([await read('into/a (1).txt'), await read('into/a.txt')]).toEqual(['a\n', 'into a\n']);

  await entry('b.txt').dragTo(entry('into'));
  await expect(question('b.txt')).toContainText('can be put back for an hour');
  await question('b.txt').getByRole('button', { name: 'Replace' }).click();
  await expect(entry('b.txt')).toBeHidden();
  expect(await read('into/b.txt')).toBe('b\n');
  await undo.click();
  await expect(entry('b.txt')).toBeVisible();
  await expect.poll(() => names('into')).toEqual(['a (1).txt', 'a.txt', 'b.txt']);
  expect([await read('b.txt'), await read('into/b.txt')]).toEqual(['b\n', 'into b\n']);

  // Renamed by keyboard alone, and put back later by the list of what was deleted.
  await entry('into/b.txt').click();
  await tree.press('F2');
  await page.getByRole('textbox', { name: 'New name of b.txt' }).fill('a.txt');
  await page.keyboard.press('Enter');
  await expect(question('a.txt')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(entry('into/b.txt')).toBeHidden();
  await expect(tree).toBeFocused();
  expect(await read('into/a.txt')).toBe('into b\n');
  await page.getByRole('button', { name: 'Recently deleted' }).click();
  await expect(page.getByRole('dialog', { name: 'Recently deleted' }).getByRole('listitem')).toHaveText([
    /^into\/a.txt/,
  ]);
});

test('a folder takes another’s place with all that is in it, but never that of a folder it lies in', async ({
  berth,
  page,
}) => {
  const { entry, question, undo, names, choose } = await openTree(berth, page, {
    'far/tree/new.txt': 'new\n',
    'tree/old.txt': 'old\n',
    'tree/tree/in.txt': 'in\n',
  });
  await entry('tree').click();
  await expect(entry('tree/old.txt')).toBeVisible();
  await entry('far').click();
  await choose('far/tree', 'Cut');
  await page.getByRole('tree', { name: 'Files' }).click({ button: 'right', position: { x: 20, y: 300 } });
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await question('tree').getByRole('button', { name: 'Replace' }).click();
  await expect(entry('tree/new.txt')).toBeVisible();
  await expect(entry('tree/old.txt')).toBeHidden();
  await undo.click();
  await expect(entry('tree/old.txt')).toBeVisible();
  await expect(entry('tree/new.txt')).toBeHidden();
  expect(await names('far/tree')).toEqual(['new.txt']);

  await choose('tree/tree', 'Cut');
  await page.getByRole('tree', { name: 'Files' }).click({ button: 'right', position: { x: 20, y: 300 } });
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await expect(question('tree')).toContainText('holds what you move');
  await expect(question('tree').getByRole('button', { name: 'Replace' })).toBeHidden();
  await question('tree').getByRole('button', { name: 'Keep both' }).click();
  await expect(entry('tree (1)')).toBeVisible();
  expect(await names('tree (1)')).toEqual(['in.txt']);
});

test('open files go along with a move that replaces others, and no unsaved text is lost', async ({
  berth,
  page,
}) => {
  const { projectId, fs, entry, question, undo, read, names, text } = await openTree(berth, page, {
    'a.txt': 'a\n',
    'c.txt': 'c\n',
    'into/a.txt': 'into a\n',
    'into/c.txt': 'into c\n',
  });
  const type = async (path: string, typed: string) => {
    await entry(path).dblclick();
    await text(path).press('Control+Home');
    await page.keyboard.type(typed);
  };
  const tab = (name: string) => page.getByRole('tab', { name });
  await entry('into').click();
  // The one that moves has unsaved text; the one that is replaced is open and on screen.
  await type('a.txt', 'mine ');
  await entry('into/a.txt').dblclick();
  await expect(text('into/a.txt')).toHaveText('into a');
  await entry('a.txt').dragTo(entry('into'));
  await question('a.txt').getByRole('button', { name: 'Replace' }).click();
  await expect(tab('a.txt')).toHaveCount(1);
  await tab('a.txt, unsaved').click();
  await expect(text('into/a.txt')).toHaveText('mine a');
  await undo.click();
  await expect(text('a.txt')).toHaveText('mine a');
  await expect.poll(() => names('into')).toContain('a.txt');
  expect(await read('into/a.txt')).toBe('into a\n');
  await text('a.txt').press('Control+s');
  await expect.poll(() => read('a.txt')).toBe('mine a\n');

  // The one that is replaced has unsaved text: it stays, beside what is there now.
  await type('into/c.txt', 'unsaved ');
  await entry('c.txt').dragTo(entry('into'));
  await question('c.txt').getByRole('button', { name: 'Replace' }).click();
  await expect(text('into/c.txt')).toHaveText('unsaved into c');
  await expect(page.getByText('changed this file on disk')).toBeVisible();
  expect(await read('into/c.txt')).toBe('c\n');
  await undo.click();
  await expect(page.getByText('changed this file on disk')).toBeHidden();
  await expect(text('into/c.txt')).toHaveText('unsaved into c');

  // Both have: neither gives way.
  await type('c.txt', 'too ');
  await entry('c.txt').dragTo(entry('into'));
  await question('c.txt').getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByText('both have unsaved text').first()).toBeVisible();
  expect([await read('c.txt'), await read('into/c.txt')]).toEqual(['c\n', 'into c\n']);
  const { drafts } = await berth.client().drafts.list.query({ projectId });
  expect(drafts.map(({ path }) => path).toSorted()).toEqual(['c.txt', 'into/c.txt']);
  expect((await fs.deleted.query({ projectId })).entries).toEqual([]);
});
