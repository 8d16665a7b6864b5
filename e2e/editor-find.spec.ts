import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { openFiles } from './support/editor';
import { test } from './support/fixtures';

const slow = '(a+)+$';
const slowText = `${'a'.repeat(45)}!\n`;
const calls = 'x = one(two)\ny = three(four)\n';

test('an expression that would never end is stopped, and the text is edited and saved meanwhile', async ({
  berth,
  page,
}) => {
  const { open, text, read, unsaved } = await openFiles(berth, page, { 'slow.txt': slowText + calls });
  const find = page.getByRole('textbox', { name: 'Find' });
  const status = page.getByRole('search').getByRole('status');
  await open('slow.txt');
  await page.keyboard.press('Control+f');
  await page.getByRole('checkbox', { name: 'Regular expression' }).check();
  await find.fill(slow);
  await text('slow.txt').press('Control+End');
  await page.keyboard.type('typed meanwhile');
  await expect(text('slow.txt')).toContainText('typed meanwhile');
  await page.keyboard.press('Control+s');
  await expect(unsaved('slow.txt')).toBeHidden();
  expect(await read('slow.txt')).toBe(`${slowText}${calls}typed meanwhile`);
  await expect(status).toHaveText('This expression takes too long on this file');

  // Nor does asking for a match, or for replacing all of them, hold the page up.
  await find.press('Enter');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await text('slow.txt').press('Control+End');
  await page.keyboard.type(', and again');
  await page.keyboard.press('Control+s');
  await expect(unsaved('slow.txt')).toBeHidden();
  expect(await read('slow.txt')).toBe(`${slowText}${calls}typed meanwhile, and again`);

  await find.fill('(');
  await expect(status).toHaveText('Not a valid expression: Unterminated group');
  await expect(find).toHaveAttribute('aria-invalid', 'true');

  await find.fill('(\\w+)\\((\\w+)\\)$');
  await expect(status).toHaveText('1 of 2');
  await page.getByRole('textbox', { name: 'Replace' }).fill('$2($1,\\n$&)');
  await page.getByRole('textbox', { name: 'Replace' }).press('Control+Alt+Enter');
  await expect(status).toHaveText('Replaced 2 matches');
  const replaced = 'x = two(one,\none(two))\ny = four(three,\nthree(four))\n';
  await text('slow.txt').press('Control+s');
  await expect(unsaved('slow.txt')).toBeHidden();
  expect(await read('slow.txt')).toBe(`${slowText}${replaced}typed meanwhile, and again`);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+s');
  await expect(unsaved('slow.txt')).toBeHidden();
  expect(await read('slow.txt')).toBe(`${slowText}${calls}typed meanwhile, and again`);
});

test('matches are counted, visited, replaced one by one and selected with the keys of other editors', async ({
  berth,
  page,
}) => {
  const { open, text, read, unsaved } = await openFiles(berth, page, {
    'keys.txt': 'One one\nnone one\nlast\n',
  });
  const find = page.getByRole('textbox', { name: 'Find' });
  const replace = page.getByRole('textbox', { name: 'Replace' });
  const status = page.getByRole('search').getByRole('status');
  await open('keys.txt');
  // The word at the cursor is what is looked for, until something is typed.
  await page.keyboard.press('Control+f');
  await expect(find).toHaveValue('One');
  await page.keyboard.type('one');
  await expect(status).toHaveText('1 of 4');
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('2 of 4');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(status).toHaveText('4 of 4');
  await page.getByRole('checkbox', { name: 'Whole word' }).check();
  await expect(status).toHaveText('3 of 3');
  await page.keyboard.press('Alt+c');
  await expect(page.getByRole('checkbox', { name: 'Match case' })).toBeChecked();
  await expect(status).toHaveText('2 of 2');
  await page.keyboard.press('Escape');
  await expect(find).toBeHidden();
  await expect(text('keys.txt')).toBeFocused();
  await page.keyboard.press('F3');
  await expect(page.getByText('Ln 1, Col 8 (3 selected)')).toBeVisible();
  await page.keyboard.press('Shift+F3');
  await expect(page.getByText('Ln 2, Col 9 (3 selected)')).toBeVisible();

  await page.keyboard.press('Control+h');
  await expect(replace).toBeFocused();
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('1 of 1');
  await expect(text('keys.txt')).toContainText('none two');
  await page.getByRole('checkbox', { name: 'Whole word' }).uncheck();
  await page.getByRole('checkbox', { name: 'Match case' }).uncheck();
  await find.press('Alt+Enter');
  await expect(page.getByText('3 cursors (9 selected)')).toBeVisible();
  await expect(text('keys.txt')).toBeFocused();
  await page.keyboard.type('1');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+Shift+l');
  await expect(page.getByText('2 cursors (2 selected)')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+Alt+ArrowDown');
  await expect(page.getByText('2 cursors')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Home');
  await text('keys.txt')
    .getByText('last')
    .click({ modifiers: ['Alt'], position: { x: 200, y: 8 } });
  await expect(page.getByText('2 cursors')).toBeVisible();
  await page.keyboard.type('+');
  await page.keyboard.press('Control+s');
  await expect(unsaved('keys.txt')).toBeHidden();
  expect(await read('keys.txt')).toBe('+1 1\nn1 two\nlast+\n');
});

test('finding stays in what was selected, through edits, until that is lifted', async ({ berth, page }) => {
  const { open, text, read, unsaved } = await openFiles(berth, page, {
    'part.txt': 'one\none one\none two\none\n',
  });
  const find = page.getByRole('textbox', { name: 'Find' });
  const restricted = page.getByRole('checkbox', { name: 'Find in selection' });
  const status = page.getByRole('search').getByRole('status');
  await open('part.txt');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Alt+l');
  await expect(restricted).toBeChecked();
  await page.keyboard.type('one');
  await expect(status).toHaveText('1 of 3 in selection');
  await expect(text('part.txt').locator('.cm-searchMatch')).toHaveCount(3);
  await expect(text('part.txt').locator('.cm-findPart').first()).toBeVisible();
  // Around the end of the part, not of the text.
  for (const place of ['2', '3', '1']) {
    await page.keyboard.press('Enter');
    await expect(status).toHaveText(`${place} of 3 in selection`);
  }
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('Ln 3, Col 4 (3 selected)')).toBeVisible();

  // What is typed before it moves it, and what is typed in it belongs to it.
  await text('part.txt').press('Control+Home');
  await page.keyboard.type('one ');
  await expect(status).toHaveText('3 matches in selection');
  await page.keyboard.press('Control+h');
  await page.keyboard.type('three');
  await page.keyboard.press('Control+Alt+Enter');
  await expect(status).toHaveText('Replaced 3 matches');
  await text('part.txt').press('Control+s');
  await expect(unsaved('part.txt')).toBeHidden();
  expect(await read('part.txt')).toBe('one one\nthree three\nthree two\none\n');

  await find.press('Alt+l');
  await expect(restricted).not.toBeChecked();
  await expect(status).toHaveText('3 matches');
  await text('part.txt').press('Control+Home');
  await expect(restricted).toBeDisabled();
  await page.keyboard.press('Shift+ArrowRight');
  await restricted.check();
  await expect(status).toHaveText('No matches in selection');
  await find.press('Escape');
  await page.keyboard.press('Control+f');
  await expect(restricted).not.toBeChecked();
});

test('texts that can only be read are searched without holding the page up', async ({ berth, page }) => {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Readers' });
  const latin = Buffer.from(`${slowText}caf\u00e9 and more cafes\n`, 'latin1').toString('base64');
  await fs.create.mutate({ projectId, path: 'latin.txt', content: latin, encoding: 'base64' });
  const large = `${slowText}a needle\n`.repeat(100_000);
  writeFileSync(join(berth.dataDir, 'projects', projectId, 'large.txt'), large);
  await page.goto(`${berth.url}/?project=${projectId}`);
  const find = page.getByRole('textbox', { name: 'Find' });
  const status = page.getByRole('search').getByRole('status');
  for (const [name, word, count] of [
    ['latin.txt', 'caf', '1 of 2'],
    ['large.txt', 'needle', /^1 of \d/],
  ] as const) {
    await page.getByRole('treeitem', { name, exact: true }).dblclick();
    const text = page.getByRole('textbox', { name, exact: true });
    await expect(text).toContainText('aaa');
    await text.press('Control+f');
    await find.fill(word);
    await expect(status).toHaveText(count);
    await expect(page.getByRole('textbox', { name: 'Replace' })).toBeHidden();
    await page.getByRole('checkbox', { name: 'Regular expression' }).check();
    await find.fill(slow);
    await expect(status).toHaveText('This expression takes too long on this file');
    await find.press('Escape');
    await expect(find).toBeHidden();
  }
});
