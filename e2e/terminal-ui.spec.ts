import { expect, type Page } from '@playwright/test';
import { Berth } from './support/berth';
import { test } from './support/fixtures';
import { holdLink } from './support/page-link';
import {
  expectAttached,
  expectInTerminal,
  expectTabShown,
  keyboardOf,
  limited,
  openTerminal,
  otherBrowser,
  shellSize,
  typeCommand,
} from './support/terminal';
import { fileText, fromTop, openProject } from './support/terminal-project';
import {
  allowClipboard,
  cellAt,
  chooseInMenu,
  clipboard,
  drawnRows,
  drawnText,
  selectStart,
} from './support/terminal-screen';

/** A shell command that sets the clipboard as programs do. */
const setClipboard = (text: string): string =>
  `printf '\\033]52;c;${Buffer.from(text).toString('base64')}\\a'`;

const tabs = (page: Page) => page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');

test('a terminal is renamed, searched, scrolled, enlarged and cleared from the keyboard', async ({
  page,
  berth,
}) => {
  const projectId = await openProject(page, berth);
  await allowClipboard(page);
  await page.locator('.xterm:visible').click();
  await page.keyboard.press('Control+Shift+F2');
  await page.getByRole('textbox', { name: 'Name of the terminal' }).fill('builds');
  await page.keyboard.press('Enter');
  await expect(tabs(page)).toHaveText(['builds']);
  await tabs(page).first().dblclick();
  await page.getByRole('textbox', { name: 'Name of the terminal' }).fill('given up');
  await page.keyboard.press('Escape');
  await expect(tabs(page)).toHaveText(['builds']);

  // The keyboard is with the shell again, without a click.
  await expect(keyboardOf(page)).toBeFocused();
  await page.keyboard.type('for i in $(seq 200); do echo "line <$i>"; done\n');
  await expect.poll(() => drawnRows(page)).toContain('line <200>');
  const toBottom = page.getByRole('button', { name: 'Scroll to bottom' }).filter({ visible: true });
  await expect(toBottom).toBeHidden();
  await page.keyboard.press('Control+Shift+F');
  const search = page.getByRole('textbox', { name: 'Search the terminal' });
  await search.fill('nothing like it');
  await expect(page.getByText('No match')).toBeVisible();
  await search.fill('line <17>');
  await expect(page.getByText('No match')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(toBottom).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await expect(keyboardOf(page)).toBeFocused();
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => clipboard(page)).toBe('line <17>');
  await page.keyboard.press('Control+Shift+End');
  await expect(toBottom).toBeHidden();
  await page.keyboard.press('Shift+PageUp');
  await toBottom.click();
  await expect(toBottom).toBeHidden();

  const before = await shellSize(page, berth, { projectId, label: 'before' });
  await page.keyboard.press('Control+Shift++');
  await page.keyboard.press('Control+Shift++');
  await expect
    .poll(async () => (await shellSize(page, berth, { projectId, label: `larger${Date.now()}` })).cols)
    .toBeLessThan(before.cols);
  await page.keyboard.press('Control+Shift+_');
  await page.keyboard.press('Control+Shift+0');
  await expect.poll(() => shellSize(page, berth, { projectId, label: `reset${Date.now()}` })).toEqual(before);

  expect(await drawnText(page)).toContain('line <17>');
  await chooseInMenu(page, 'Clear');
  await expect.poll(() => drawnText(page)).not.toContain('line <');
  await page.keyboard.type('seq 300 320\n');
  await expect.poll(() => drawnRows(page)).toContain('320');
  await page.keyboard.press('Control+Shift+Backspace');
  await expect.poll(() => drawnText(page)).not.toContain('320');
  // Outside of a terminal the same keys search the project.
  await page.getByRole('button', { name: 'Hide panel' }).click();
  await page.keyboard.press('Control+Shift+F');
  await expect(page.getByRole('textbox', { name: 'Search in files' })).toBeVisible();
});

test('as many lines are kept above the screen as the operator says, over a reload too', async ({
  page,
  runtime,
}) => {
  await using berth = await Berth.start({ runtime, env: { BERTH_TERMINAL_SCROLLBACK: '30000' } });
  await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
  await openProject(page, berth);
  await allowClipboard(page);
  await page.locator('.xterm:visible').click();
  await page.keyboard.type('seq -f "line <%g>" 25000\n');
  const find = async (text: string) => {
    await expect.poll(() => drawnRows(page), { timeout: 30_000 }).toContain('line <25000>');
    await page.keyboard.press('Control+Shift+F');
    const search = page.getByRole('textbox', { name: 'Search the terminal' });
    await search.fill(text);
    await search.press('Enter');
    // Found, it is far above.
    await expect(page.getByRole('button', { name: 'Scroll to bottom' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(search).toBeHidden();
    await expect(keyboardOf(page)).toBeFocused();
    await page.keyboard.press('Control+Shift+C');
    await expect.poll(() => clipboard(page)).toBe(text);
  };
  await find('line <17>');
  await page.reload();
  await page.locator('[data-attached="true"] .xterm:visible').click();
  await find('line <18>');
});

test('text is copied and pasted, and programs set the clipboard but do not read it', async ({
  page,
  berth,
}) => {
  const projectId = await openProject(page, berth, { 'print.sh': fromTop('echo "copy me"') });
  await allowClipboard(page);
  const grid = await shellSize(page, berth, { projectId, label: 'grid' });
  await typeCommand(page, 'sh print.sh');
  await expect.poll(() => drawnText(page)).toMatch(/^copy me\n/);
  await selectStart(page, grid, { row: 0, columns: 7 });
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => clipboard(page)).toBe('copy me');
  const word = await cellAt(page, grid, { row: 0, column: 6 });
  await page.mouse.dblclick(word.x, word.y);
  await page.keyboard.press('Control+C');
  await expect.poll(() => clipboard(page)).toBe('me');
  const firstWord = await cellAt(page, grid, { row: 0, column: 1 });
  await page.mouse.dblclick(firstWord.x, firstWord.y);
  await chooseInMenu(page, 'Copy');
  await expect.poll(() => clipboard(page)).toBe('copy');
  await page.keyboard.press('Control+Shift+A');
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => clipboard(page)).toMatch(/^copy me\n/);

  await typeCommand(page, `echo 'it re''ads'; cat > pasted.txt`);
  // Only then the page knows that no shell asks for marks around what is pasted.
  await expect.poll(() => drawnText(page)).toContain('it reads');
  await page.evaluate(() => navigator.clipboard.writeText('first\nsecond\n'));
  const question = page.getByRole('dialog', { name: 'Paste 2 lines?' });
  const answer = async () => {
    await question.getByRole('button', { name: 'Paste', exact: true }).click();
    await expect(question).toBeHidden();
    await expect(keyboardOf(page)).toBeFocused();
  };
  await page.keyboard.press('Control+Shift+V');
  await answer();
  await chooseInMenu(page, 'Paste');
  await answer();
  await expectInTerminal(berth, projectId, /(first\s+second\s+){2}/);
  await page.keyboard.press('Control+D');
  await expect.poll(() => fileText(berth, projectId, 'pasted.txt')).toBe('first\nsecond\n'.repeat(2));

  await typeCommand(page, setClipboard('from a program: 日本'));
  await expect.poll(() => clipboard(page)).toBe('from a program: 日本');
  // Whatever the page answered would be read before what is typed later.
  const ask = `printf '\\033]52;c;?\\aasked %s\\n' "$((40 + 2))"; IFS= read -rsn1 first; printf 'first=[%q]\\n' "$first"`;
  await typeCommand(page, ask);
  await expect.poll(() => drawnText(page)).toContain('asked 42');
  await page.keyboard.press('x');
  await expectInTerminal(berth, projectId, 'first=[x]');
});

test('copying and pasting needs no HTTPS', async ({ playwright, launchOptions, runtime }) => {
  await using berth = await Berth.start({ runtime, env: { BERTH_PUBLIC_URL: 'http://berth.test' } });
  const { port } = new URL(berth.url);
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP berth.test:80 127.0.0.1:${port}`],
  });
  try {
    const page = await browser.newPage();
    const { id: projectId } = await berth.client().project.create.mutate({ name: 'Plain HTTP' });
    await berth
      .client()
      .fs.create.mutate({ projectId, path: 'print.sh', content: fromTop('echo "copy me"') });
    await page.goto(`http://berth.test/#token=${berth.token}`);
    await expect(page.getByText('Plain HTTP')).toBeVisible();
    await page.goto(`http://berth.test/?project=${projectId}`);
    await expectAttached(page);
    expect(await page.evaluate(() => window.isSecureContext || 'clipboard' in navigator)).toBe(false);

    const grid = await shellSize(page, berth, { projectId, label: 'grid' });
    await typeCommand(page, 'sh print.sh; cat > copied.txt');
    await expect.poll(async () => (await drawnRows(page))[0]).toBe('copy me');
    await selectStart(page, grid, { row: 0, columns: 7 });
    await page.keyboard.press('Control+Shift+C');
    await page.keyboard.press('Control+Shift+V');
    await expect.poll(async () => (await drawnRows(page))[1]).toBe('copy me');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+D');
    await expect.poll(() => fileText(berth, projectId, 'copied.txt')).toBe('copy me\n');

    await typeCommand(page, `${setClipboard('set by a program')}; cat > set.txt`);
    // Until the page has drawn it, what is pasted is what was copied before.
    await expect
      .poll(async () => {
        await page.keyboard.press('Control+Shift+V');
        await page.keyboard.press('Enter');
        return fileText(berth, projectId, 'set.txt');
      })
      .toContain('set by a program\n');
  } finally {
    await browser.close();
  }
});

test('a bell and output where nobody looks leave a mark until somebody does', async ({ page, berth }) => {
  const projectId = await openProject(page, berth);
  const signal = (path: string) => berth.client().fs.create.mutate({ projectId, path, content: '' });
  const waitFor = (path: string, act: string) => `until [ -e ${path} ]; do sleep 0.05; done; ${act}`;
  await typeCommand(
    page,
    [
      waitFor('one', 'echo output'),
      waitFor('two', "printf '\\a'"),
      waitFor('three', "printf '\\a'"),
      waitFor('four', "printf '\\a'"),
    ].join('; '),
  );
  const output = page.locator('[aria-label="has new output"]');
  const bell = page.locator('[aria-label="rang the bell"]');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await expectTabShown(page, 2);
  await signal('one');
  await expect(tabs(page).first().locator(output)).toBeVisible();
  await signal('two');
  await expect(tabs(page).first().locator(bell)).toBeVisible();
  await page.keyboard.press('Control+Shift+PageUp');
  await expect(bell).toHaveCount(0);
  await expect(output).toHaveCount(0);

  await page.getByRole('button', { name: 'Hide panel' }).click();
  await signal('three');
  await expect(bell).toHaveCount(1);
  await page.keyboard.press('Control+`');
  await expect(tabs(page).first()).toBeVisible();
  await expect(bell).toHaveCount(0);

  await setVisibility(page, 'hidden');
  await signal('four');
  await expect(bell).toHaveCount(1);
  await setVisibility(page, 'visible');
  await expect(bell).toHaveCount(0);
});

/** What a browser does to a page that another tab covers. A headless one covers none. */
async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibilityState });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

test('a page that is covered neither limits the size nor takes what a program copies', async ({
  page,
  browser,
  berth,
}) => {
  const projectId = await openProject(page, berth);
  await allowClipboard(page);
  const other = await otherBrowser(browser, berth, { width: 900, height: 900 });
  await allowClipboard(other);
  await other.addInitScript(() => {
    const copied: string[] = [];
    Object.assign(window, { copied });
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => {
      copied.push(text);
      return write(text);
    };
  });
  const copiedByOther = () => other.evaluate(() => (window as unknown as { copied: string[] }).copied);
  await openTerminal(other, berth, projectId);
  await expect(limited(page)).toBeVisible();
  await setVisibility(other, 'hidden');
  await expect(limited(page)).toBeHidden();
  await setVisibility(other, 'visible');
  await expect(limited(page)).toBeVisible();

  // Somebody looks on with the keyboard in the terminal, and has not typed.
  await other.locator('.xterm:visible').click();
  await typeCommand(page, `${setClipboard('for the first page')}; echo "told $((40 + 2))"`);
  await expect.poll(() => clipboard(page)).toBe('for the first page');
  await expect.poll(() => drawnText(other)).toContain('told 42');
  expect(await copiedByOther()).not.toContain('for the first page');
  await typeCommand(other, setClipboard('for the second page'));
  await expect.poll(copiedByOther).toContain('for the second page');
  await other.context().close();
});

test('what is typed while the link is down arrives once and in order', async ({ page, berth }) => {
  // The first attachment is refused: the page tries again by itself.
  let isRefused = false;
  const link = await holdLink(page, (message) => {
    if (isRefused || !message.includes('"terminal_attach"')) return message;
    isRefused = true;
    return message.replace('"visible":', '"visible":"spoilt","was":');
  });
  const projectId = await openProject(page, berth);
  expect(isRefused).toBe(true);
  const held = () => fileText(berth, projectId, 'held.txt');
  await typeCommand(page, 'echo one >> held.txt');
  await expect.poll(held).toBe('one\n');
  // It is typed, and the page does not get to know.
  link.loseAnswers();
  await typeCommand(page, 'echo two >> held.txt');
  await expect.poll(held).toBe('one\ntwo\n');
  await link.cut();
  await expect(page.getByText('What you type is kept')).toBeVisible();
  await expect(page.getByText('Connection lost. Reconnecting…')).toBeVisible();
  await typeCommand(page, 'echo three >> held.txt');
  await typeCommand(page, 'echo four >> held.txt');
  const tryNow = page.getByRole('button', { name: 'Try now' });
  await expect(tryNow).toBeVisible();
  link.mend();
  // By hand, unless it comes back by itself just now.
  await tryNow.click({ timeout: 5_000 }).catch(() => {});
  await expect.poll(held).toBe('one\ntwo\nthree\nfour\n');
  await expect(page.getByText('What you type is kept')).toBeHidden();
  await typeCommand(page, 'echo five >> held.txt');
  await expect.poll(held).toBe('one\ntwo\nthree\nfour\nfive\n');
});
