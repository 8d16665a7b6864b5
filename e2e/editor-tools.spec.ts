import { expect } from '@playwright/test';
import { openFiles } from './support/editor';
import { test } from './support/fixtures';

const code = `function outer() {
  const item1 = 1;
  const item2 = 2;
  return item1 + item2;
}
// ${'a long line '.repeat(60)}
`;

test('a text is searched, replaced, folded, wrapped and edited in several places', async ({
  berth,
  page,
}) => {
  const { open, text, read, unsaved } = await openFiles(berth, page, { 'tools.ts': code });
  await open('tools.ts');
  const editor = page.locator('.cm-content');
  await expect(editor).toContainText('item1 + item2');

  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find' }).fill('item(\\d)');
  await page.getByRole('textbox', { name: 'Replace' }).fill('part_$1');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await expect(editor).toContainText('item1 + item2');
  await page.getByRole('checkbox', { name: 'Regular expression' }).check();
  await page.getByRole('button', { name: 'Replace all' }).click();
  await expect(editor).toContainText('return part_1 + part_2;');
  await page.keyboard.press('Escape');
  await expect(text('tools.ts')).toBeFocused();

  await page.keyboard.press('Control+g');
  await page.getByRole('textbox', { name: 'Go to line' }).fill('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ln 2, Col 1', { exact: true })).toBeVisible();
  await expect(text('tools.ts')).toBeFocused();
  for (const key of ['Control+ArrowRight', 'Control+ArrowRight']) await page.keyboard.press(key);
  await page.keyboard.press('Control+d');
  await page.keyboard.press('Control+d');
  await expect(page.getByText('2 cursors (12 selected)')).toBeVisible();
  await page.keyboard.type('both');
  await expect(editor).toContainText('return both + part_2;');
  await page.keyboard.press('Control+s');
  await expect(unsaved('tools.ts')).toBeHidden();
  expect(await read('tools.ts')).toBe(code.replaceAll('item1', 'both').replaceAll('item2', 'part_2'));

  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await expect(page.locator('.cm-matchingBracket')).toHaveText(['{', '}']);
  await page.keyboard.press('Control+Shift+BracketLeft');
  await expect(
    page.getByRole('button', { name: 'unfold' }).or(page.locator('.cm-foldPlaceholder')),
  ).toBeVisible();
  await expect(editor).not.toContainText('part_2');
  await page.keyboard.press('Control+Shift+BracketRight');
  await expect(editor).toContainText('part_2');

  const overflow = () => page.locator('.cm-scroller').evaluate((box) => box.scrollWidth > box.clientWidth);
  await expect.poll(overflow).toBe(true);
  await text('tools.ts').press('Alt+z');
  await expect.poll(overflow).toBe(false);
});

test('a text has its language, its indentation, and completion of both its words and its language', async ({
  berth,
  page,
}) => {
  const { open, text, read, unsaved } = await openFiles(berth, page, {
    'four.rs': 'fn main() {\n    if true {\n        run();\n    }\n}\n',
    'run-it': '#!/usr/bin/env -S python3 -u\nprinted_total = 3\ndef size_of(x):\n\treturn x\n',
    Dockerfile: 'FROM scratch\n',
  });
  const language = page.getByLabel('Language');
  const indentation = page.getByLabel('Indentation');
  await open('four.rs');
  await expect(language).toHaveText('Rust');
  await expect(indentation).toHaveText('Spaces: 4');
  await open('Dockerfile');
  await expect(language).toHaveText('Dockerfile');
  await open('run-it');
  await expect(language).toHaveText('Python');
  await expect(indentation).toHaveText('Tabs: 4');

  await page.keyboard.press('Control+End');
  await page.keyboard.type('for each in range(3):\n');
  await page.keyboard.type('pri');
  const options = page.getByRole('listbox').getByRole('option');
  await expect(options.filter({ hasText: /^print$/ })).toHaveCount(1);
  await expect(options.filter({ hasText: /^printed_total/ })).toHaveCount(1);
  await page.keyboard.type('nte');
  await expect(options).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(text('run-it')).toContainText(/range\(3\):\s*printed_total/);
  await page.keyboard.press('Control+s');
  await expect(unsaved('run-it')).toBeHidden();
  // The line after the colon is indented as the file is.
  expect(await read('run-it')).toMatch(/\nfor each in range\(3\):\n\tprinted_total$/);
});

test('a first line that tells the language gives it to the file once it is saved', async ({
  berth,
  page,
}) => {
  const { open, unsaved } = await openFiles(berth, page, { script: '\n' });
  const language = page.getByLabel('Language');
  await open('script');
  await expect(language).toHaveText('Plain text');
  await page.keyboard.type('#!/usr/bin/env python3');
  await page.keyboard.press('Control+s');
  await expect(unsaved('script')).toBeHidden();
  await expect(language).toHaveText('Python');
});
