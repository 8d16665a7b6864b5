import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const slow = '(a+)+$';
const slowText = `${'a'.repeat(45)}!\n`;
const calls = 'x = one(two)\ny = three(four)\n';

test('an expression that would never end is stopped, and the text is edited and saved meanwhile', async ({
  berth,
  page,
}) => {
  const { open, text, read, unsaved } = await openProject(berth, page, { 'slow.txt': slowText + calls });
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
  const { open, text, read, unsaved } = await openProject(berth, page, {
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
    await expect(page.getByRole('textbox', { name, exact: true })).toContainText('aaa');
    await page.keyboard.press('Control+f');
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
  page.on('console', (message) => {
    // The image that is not there is asked for.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      refused.push(message.text());
    }
  });
  await open('hostile.md');
  await page.getByRole('button', { name: 'Preview' }).click();
  const article = page.getByRole('article');
  await expect(article.getByRole('heading', { name: 'A title' })).toBeVisible();
  await expect(article.getByRole('cell', { name: '1' })).toBeVisible();
  await expect(article).not.toContainText("window.ran = 'script'");
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

const readme = `<h1 align="center">A <em>title</em></h1>
<p align="center"><img src="docs/logo.svg" alt="Logo" width="40"></p>
<details><summary>More</summary>

Inside **of it**

</details>

[Down](#a-part--more) [Guide](docs/guide.md#second-part) [Code](src/x.ts#L3) <a href="#named" target="_top">Named</a>

${'A paragraph.\n\n'.repeat(80)}
## A part & more

${'A paragraph.\n\n'.repeat(80)}
<a name="named"></a>The named place

<form action="/auth/sign-out" method="post"><input name="token" type="image" src="docs/logo.svg"><button>Go</button></form>
<style>body { display: none }</style>
<h2 id="getElementById">No function</h2>
<div style="position: fixed; inset: 0" onclick="window.ran = 'click'" accesskey="x">A cover</div>
<math><mtext><table><mglyph><style><img src="x" onerror="window.ran = 'mutated'"></style></mglyph></table></mtext></math>
`;
const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="fetch('/ran')">
<script>window.top.ran = 'svg'; fetch('/ran')</script><rect width="40" height="30" fill="teal"/>
</svg>
`;

test('the HTML of a README is shown without its harm, and its links lead to parts and files', async ({
  berth,
  page,
}) => {
  const { open, text } = await openProject(berth, page, {
    'README.md': readme,
    'docs/guide.md': `# Guide\n\n${'A paragraph.\n\n'.repeat(80)}\n## Second part\n`,
    'docs/logo.svg': logo,
    'src/x.ts': 'one();\ntwo();\nthree();\n',
  });
  await open('README.md');
  await page.getByRole('button', { name: 'Preview' }).click();
  const article = page.getByRole('article');
  const address = page.url();
  await expect(article.getByRole('heading', { name: 'A title', level: 1 })).toBeVisible();
  const image = article.getByRole('img', { name: 'Logo' });
  await expect(image).toHaveAttribute('src', /\/raw\?path=docs%2Flogo\.svg/);
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(40);
  await expect(article.getByText('Inside of it')).toBeHidden();
  await article.getByText('More', { exact: true }).click();
  await expect(article.getByText('Inside of it')).toBeVisible();

  const part = article.getByRole('heading', { name: 'A part & more' });
  const named = article.getByText('The named place');
  await expect(part).not.toBeInViewport();
  await article.getByRole('link', { name: 'Down' }).click();
  await expect(part).toBeInViewport();
  await expect(named).not.toBeInViewport();
  await article.getByRole('link', { name: 'Named' }).click();
  await expect(named).toBeInViewport();
  await article.getByText('A cover').click();
  expect(
    await article.evaluate((root) => ({
      elements: [...root.querySelectorAll('form, button, style, input:not([type=checkbox]), math, iframe')]
        .length,
      attributes: [...root.querySelectorAll('[target=_top], [style*=fixed], [accesskey], [action]')].length,
      handlers: [...root.querySelectorAll('*')].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith('on')),
      ).length,
      ids: [...root.querySelectorAll('[id]')].filter(({ id }) => !id.startsWith('user-content-')).length,
      found: typeof document.getElementById,
      ran: String(Reflect.get(window, 'ran')),
    })),
  ).toEqual({ elements: 0, attributes: 0, handlers: 0, ids: 0, found: 'function', ran: 'undefined' });
  expect(page.url()).toBe(address);

  await article.getByRole('link', { name: 'Code' }).click();
  await expect(text('src/x.ts')).toContainText('three();');
  await expect(page.getByText('Ln 3, Col 1', { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'README.md' }).click();
  await article.getByRole('link', { name: 'Guide' }).click();
  await expect(text('docs/guide.md')).toBeVisible();
  await expect(article.getByRole('heading', { name: 'Second part' })).toBeInViewport();
  expect(page.context().pages()).toHaveLength(1);
});

test('an SVG is an image that runs nothing, and its text when that is asked for', async ({ berth, page }) => {
  const { text, read, unsaved } = await openProject(berth, page, { 'logo.svg': logo });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole('treeitem', { name: 'logo.svg', exact: true }).dblclick();
  const image = page.getByRole('img', { name: 'logo.svg' });
  await expect(image).toBeVisible();
  await expect(page.getByText('40 × 30')).toBeVisible();
  await expect(text('logo.svg')).toBeHidden();
  const preview = page.getByRole('button', { name: 'Preview' });
  await expect(preview).toHaveAttribute('aria-pressed', 'true');

  await preview.click();
  await expect(image).toBeHidden();
  await expect(text('logo.svg')).toContainText('<script>');
  await text('logo.svg').press('Control+h');
  await page.getByRole('textbox', { name: 'Find' }).fill('width="40"');
  await page.getByRole('textbox', { name: 'Replace' }).fill('width="50"');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await expect(unsaved('logo.svg')).toBeVisible();
  await preview.click();
  await expect(page.getByText(/40 × 30 .* without what is not saved yet/)).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('50 × 30')).toBeVisible();
  expect(await read('logo.svg')).toBe(logo.replaceAll('width="40"', 'width="50"'));
  expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined();
  expect(asked).not.toContain('/ran');
});
