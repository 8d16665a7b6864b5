import { expect, type Page } from '@playwright/test';
import { test } from './support/fixtures';
import { keyboardOf, typeCommand } from './support/terminal';
import { fromTop, hyperlink, openProject } from './support/terminal-project';
import { chooseInMenu, drawnRows } from './support/terminal-screen';

const pick = (page: Page) => page.getByRole('dialog', { name: 'Open link' });
const lines = (page: Page) => pick(page).getByRole('option');

async function openPick(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Shift+Enter');
  await expect(pick(page).getByRole('combobox')).toBeFocused();
}

test('links are listed and opened by the keyboard alone, as a click opens them', async ({ page, berth }) => {
  const code = Array.from({ length: 60 }, (_, line) => `const line${line + 1} = 'of the file';\n`).join('');
  const print = [
    `echo "see ${berth.url}/healthz?of=first, ${berth.url}/healthz?of=plain"`,
    'echo "gone.ts:3 /etc/host.conf:5 example.com:443"',
    hyperlink('javascript:alert(document.cookie)', 'a script'),
    hyperlink(`${berth.url}/healthz?of=docs`, 'read the docs'),
    hyperlink(`${berth.url}/healthz?of=bad`, 'https://good.example/login'),
    'echo "error at a.ts:12:5, then a.ts:12:5 and my dir/b c.ts:9"',
    `echo ${berth.url}/healthz?of=first`,
    // Out of sight, and still near.
    'for i in $(seq 60); do echo "line $i"; done',
    'echo printed',
  ].join('\n');
  await openProject(page, berth, {
    'src/a.ts': code,
    'src/my dir/b c.ts': code,
    'src/print.sh': fromTop(print),
  });
  await page.keyboard.press('Control+`');
  await expect(keyboardOf(page)).toBeFocused();
  await openPick(page);
  await expect(pick(page)).toContainText('No link is shown');
  await page.keyboard.press('Escape');
  await expect(pick(page)).toBeHidden();
  await expect(keyboardOf(page)).toBeFocused();

  await page.keyboard.type('cd src && sh print.sh\n');
  await expect.poll(() => drawnRows(page)).toContain('printed');
  await openPick(page);
  await expect(lines(page)).toHaveText([
    `${berth.url}/healthz?of=first`,
    'src/my dir/b c.ts:9',
    'src/a.ts:12:5',
    `https://good.example/login${berth.url}/healthz?of=bad`,
    `read the docs${berth.url}/healthz?of=docs`,
    `${berth.url}/healthz?of=plain`,
  ]);
  const note = pick(page).getByTestId('pick-note');
  await expect(note).toHaveText(`${berth.url}/healthz?of=first`);
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowDown');
  await expect(note).toContainText('The text names another address');
  await expect(note.locator('strong')).toHaveText(new URL(berth.url).host);
  await expect(lines(page).and(page.locator('[aria-selected=true]'))).toHaveAccessibleName(
    /^The text names another address: ?https:\/\/good\.example/,
  );
  await page.keyboard.press('ArrowDown');
  await expect(note).toHaveText(`${berth.url}/healthz?of=docs`);
  await page.keyboard.press('Escape');
  await expect(pick(page)).toBeHidden();
  await expect(keyboardOf(page)).toBeFocused();

  const opens = async (query: string, address: string) => {
    await openPick(page);
    await page.keyboard.type(query);
    await expect(lines(page)).toHaveCount(1);
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Enter');
    const popup = await opened;
    await popup.waitForURL(address);
    expect(await popup.evaluate(() => window.opener)).toBeNull();
    await popup.close();
    await expect(keyboardOf(page)).toBeFocused();
  };
  await opens('read the', `${berth.url}/healthz?of=docs`);
  // By its label, and by where it leads.
  await opens('good.example', `${berth.url}/healthz?of=bad`);
  await opens('of=bad', `${berth.url}/healthz?of=bad`);

  const goesTo = async (query: string, tab: string, place: string) => {
    await openPick(page);
    await page.keyboard.type(query);
    await expect(lines(page)).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.getByText(place)).toBeVisible();
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
    // The keyboard is where the file is.
    await expect(page.locator('.cm-content:visible')).toBeFocused();
    await page.keyboard.press('Control+`');
    await expect(keyboardOf(page)).toBeFocused();
  };
  await goesTo('a.ts', 'a.ts', 'Ln 12, Col 5');
  await goesTo('b c', 'b c.ts', 'Ln 9, Col 1');
  await goesTo('a.ts', 'a.ts', 'Ln 12, Col 5');

  await openPick(page);
  await page.keyboard.type('nothing like it');
  await expect(pick(page)).toContainText('No link matches');
  await page.keyboard.press('Escape');
  await expect(keyboardOf(page)).toBeFocused();
  // Nothing of all that was typed into the shell, which goes on.
  await page.keyboard.type('echo "typed $((40 + 2))"\n');
  await expect.poll(async () => (await drawnRows(page)).slice(-6)).toContain('typed 42');
});

test('the menu of a terminal lists its links too', async ({ page, berth }) => {
  await openProject(page, berth, { 'a.ts': 'one\ntwo\nthree\n' });
  await typeCommand(page, 'echo "at a.ts:2"');
  await expect.poll(() => drawnRows(page)).toContain('at a.ts:2');
  await chooseInMenu(page, 'Open link…');
  await expect(lines(page)).toHaveText(['a.ts:2']);
  await expect(pick(page).getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(pick(page)).toBeHidden();
  await expect(keyboardOf(page)).toBeFocused();
  await chooseInMenu(page, 'Open link…');
  await lines(page).click();
  await expect(page.getByText('Ln 2, Col 1')).toBeVisible();
});
