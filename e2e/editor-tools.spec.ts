import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';

async function openProject(berth: Berth, page: Page, files: Record<string, string>) {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Tools' });
  for (const [path, content] of Object.entries(files)) await fs.create.mutate({ projectId, path, content });
  await page.goto(`${berth.url}/?project=${projectId}`);
  const text = (path: string) => page.getByRole('textbox', { name: path, exact: true });
  return {
    text,
    open: async (path: string) => {
      await page.getByRole('treeitem', { name: path, exact: true }).dblclick();
      await text(path).focus();
    },
    unsaved: (name: string) => page.getByRole('tab', { name: `${name}, unsaved` }),
    read: async (path: string) => (await fs.read.query({ projectId, path })).content,
  };
}

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
  const { open, text, read, unsaved } = await openProject(berth, page, { 'tools.ts': code });
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

  await page.keyboard.press('Control+g');
  await page.getByRole('textbox', { name: 'Go to line' }).fill('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ln 2, Col 1', { exact: true })).toBeVisible();
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
  expect(await overflow()).toBe(true);
  await text('tools.ts').press('Alt+z');
  await expect.poll(overflow).toBe(false);
});

test('a text has its language, its indentation, and completion of both its words and its language', async ({
  berth,
  page,
}) => {
  const { open, text, read, unsaved } = await openProject(berth, page, {
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
  const { open, unsaved } = await openProject(berth, page, { script: '\n' });
  const language = page.getByLabel('Language');
  await open('script');
  await expect(language).toHaveText('Plain text');
  await page.keyboard.type('#!/usr/bin/env python3');
  await page.keyboard.press('Control+s');
  await expect(unsaved('script')).toBeHidden();
  await expect(language).toHaveText('Python');
});

const hostile = `# A title

<script>window.ran = 'script'</script>
<img src="x" onerror="window.ran = 'onerror'">
<svg onload="window.ran = 'onload'"><a href="javascript:window.ran='svg'">x</a></svg>
<iframe srcdoc="<script>parent.ran = 'iframe'</script>"></iframe>

[a script](javascript:window.ran='link') [an entity](&#106;avascript:window.ran='entity') [data](data:text/html,<script>1</script>)
![an image](javascript:window.ran='image') [out](../../../healthz) <javascript:window.ran='auto'>

| one | two |
| --- | --- |
| 1   | [the other file](src/other.md) |
`;

test('a preview shows what Markdown means and runs nothing of it; a text saves itself when asked to', async ({
  berth,
  page,
}) => {
  const { open, text, read, unsaved } = await openProject(berth, page, {
    'hostile.md': hostile,
    'src/other.md': '# Another title\n',
  });
  // The page's policy would stop a script too; here none may even be tried.
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  await open('hostile.md');
  await page.getByRole('button', { name: 'Preview' }).click();
  const article = page.getByRole('article');
  await expect(article.getByRole('heading', { name: 'A title' })).toBeVisible();
  await expect(article.getByRole('cell', { name: '1' })).toBeVisible();
  await expect(article).toContainText("<script>window.ran = 'script'</script>");
  const harmful = await article.evaluate((root) =>
    [...root.querySelectorAll('*')]
      .filter(
        (element) =>
          element.matches('script, iframe, object, embed, svg a, base, style, link, meta, form') ||
          element.getAttributeNames().some((name) => name.startsWith('on') || name === 'srcdoc') ||
          /^\s*(javascript|data|vbscript):/i.test(
            element.getAttribute('href') ?? element.getAttribute('src') ?? '',
          ),
      )
      .map((element) => element.outerHTML),
  );
  expect(harmful).toEqual([]);
  await expect(article.getByRole('link')).toHaveText(['the other file']);
  for (const name of ['a script', 'an entity', 'data', 'an image', 'out']) {
    await article.getByText(name, { exact: true }).click();
  }
  expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined();
  expect(page.context().pages()).toHaveLength(1);
  expect(refused).toEqual([]);

  await text('hostile.md').press('Control+Home');
  await page.keyboard.type('# Typed\n');
  await expect(article.getByRole('heading', { name: 'Typed' })).toBeVisible();
  await expect(unsaved('hostile.md')).toBeVisible();
  await page.getByRole('button', { name: 'Autosave off' }).click();
  await expect.poll(() => read('hostile.md')).toBe(`# Typed\n${hostile}`);
  await expect(unsaved('hostile.md')).toBeHidden();
  await text('hostile.md').press('Control+Home');
  await page.keyboard.type('# Kept\n');
  await expect.poll(() => read('hostile.md')).toBe(`# Kept\n# Typed\n${hostile}`);
  await expect(unsaved('hostile.md')).toBeHidden();

  await article.getByRole('link', { name: 'the other file' }).click();
  await expect(text('src/other.md')).toContainText('# Another title');
});
