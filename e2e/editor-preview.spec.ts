import { expect } from '@playwright/test';
import { openFiles } from './support/editor';
import { test } from './support/fixtures';

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
  const { open, text, read, unsaved } = await openFiles(berth, page, {
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
  const { open, text } = await openFiles(berth, page, {
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
  const { text, read, unsaved } = await openFiles(berth, page, { 'logo.svg': logo });
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
