import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';
import { expectInTerminal, keyboardOf, typeCommand } from './support/terminal';
import { fileText, openProject } from './support/terminal-project';
import { allowClipboard, chooseInMenu, drawnRows } from './support/terminal-screen';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const question = (page: Page) => page.getByRole('dialog', { name: /^Paste/ });
const choice = (page: Page, name: string) => question(page).getByRole('button', { name, exact: true });
const drawn = async (page: Page) => (await drawnRows(page)).join('\n');

const byKeys = (page: Page) => page.keyboard.press('Control+Shift+V');
const byMenu = (page: Page) => chooseInMenu(page, 'Paste');
/** As a browser's own menu pastes, and a middle click. */
const byEvent = (page: Page) =>
  keyboardOf(page).evaluate(async (target) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', await navigator.clipboard.readText());
    target.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  });
const ways = [byKeys, byMenu, byEvent];

/** What is in the project's folder. */
async function names(berth: Berth, projectId: string): Promise<string[]> {
  const { entries } = await berth.client().fs.list.query({ projectId });
  return entries.map(({ name }) => name);
}

async function copied(page: Page, text: string): Promise<void> {
  await page.evaluate((copy) => navigator.clipboard.writeText(copy), text);
}

/** A project whose terminal is open, and the clipboard in the test's hands. */
async function openPasting(page: Page, berth: Berth): Promise<string> {
  const projectId = await openProject(page, berth);
  await allowClipboard(page);
  return projectId;
}

/** Starts a program, and waits until the page has drawn what comes after the shell's last word about pasting. */
async function start(page: Page, command: string, sign: string): Promise<void> {
  await typeCommand(page, `echo "${sign} $((40 + 2))"; ${command}`);
  await expect.poll(() => drawn(page)).toContain(`${sign} 42`);
}

async function expectAnswered(page: Page): Promise<void> {
  await expect(question(page)).toHaveCount(0);
  await expect(keyboardOf(page)).toBeFocused();
}

test('several lines are asked about before a program takes them as typed, however they are pasted', async ({
  page,
  berth,
}) => {
  const projectId = await openPasting(page, berth);
  await start(page, 'cat > pasted.txt', 'reads');
  await copied(page, 'one\n\ttwo \\\nthree\nfour\nfive\u202e\nsix\nseven\n');
  let expected = '';
  for (const paste of ways) {
    await paste(page);
    await expect(question(page).getByRole('heading')).toHaveText('Paste 7 lines?');
    await expect(question(page).getByRole('listitem')).toHaveText([
      'one',
      'two \\',
      'three',
      'four',
      'five<U+202E>',
    ]);
    await expect(question(page)).toContainText('and 2 more lines');
    // The first answer, which a hasty Enter gives, is the harmless one.
    await expect(choice(page, 'Cancel')).toBeFocused();
    await page.keyboard.press('Enter');
    await expectAnswered(page);
    await page.keyboard.type('not pasted\n');
    await paste(page);
    await expect(choice(page, 'Cancel')).toBeFocused();
    await page.keyboard.press('Escape');
    await expectAnswered(page);
    await page.keyboard.type('nor now\n');
    await paste(page);
    await page.keyboard.press('Tab');
    await expect(choice(page, 'Paste as one line')).toBeFocused();
    await page.keyboard.press('Enter');
    await expectAnswered(page);
    await page.keyboard.type('\n');
    await paste(page);
    await choice(page, 'Paste').press('Enter');
    await expectAnswered(page);
    expected += 'not pasted\nnor now\none two three four five\u202e six seven\n';
    expected += 'one\n\ttwo \\\nthree\nfour\nfive\u202e\nsix\nseven\n';
  }
  await page.keyboard.press('Control+D');
  await expect.poll(() => fileText(berth, projectId, 'pasted.txt')).toBe(expected);
});

test('a line that would run at once is asked about, and one that waits for Enter is not', async ({
  page,
  berth,
}) => {
  const projectId = await openPasting(page, berth);
  await start(page, 'sh', 'plain');
  for (const paste of ways) {
    await copied(page, 'touch ran\r\n');
    await paste(page);
    await expect(question(page).getByRole('heading')).toHaveText('Paste a line that runs at once?');
    await choice(page, 'Paste without line break').press('Enter');
    await expectAnswered(page);
    await page.keyboard.type('.txt; ls -d ran*\n');
    await expectInTerminal(berth, projectId, /^ran\.txt\s/m);
    await copied(page, 'rm ran.txt');
    await paste(page);
    await expect.poll(async () => (await drawn(page)).trimEnd()).toMatch(/rm ran\.txt$/);
    await expect(keyboardOf(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => names(berth, projectId)).toEqual([]);
    await expect(question(page)).toHaveCount(0);
  }
});

test('nothing is asked where a program marks what is pasted, or draws the whole screen', async ({
  page,
  berth,
}) => {
  const projectId = await openPasting(page, berth);
  await start(page, '', 'prompt');
  await expect.poll(() => drawn(page)).toMatch(/prompt 42\n.*\$/);
  for (const [at, paste] of ways.entries()) {
    // What would end the marks does not: nothing behind it runs.
    await copied(page, `first${at}\x1b[201~\rtouch stolen\n`);
    await paste(page);
    await expect.poll(() => drawn(page)).toContain(`first${at}␛[201~`);
    await expect.poll(() => drawn(page)).toMatch(/^touch stolen$/m);
    await expect(question(page)).toHaveCount(0);
    await page.keyboard.press('Control+C');
  }
  await typeCommand(page, "printf '\\033[?1049h'; echo whole; cat > whole.txt");
  await expect.poll(() => drawn(page)).toMatch(/^whole$/m);
  await copied(page, 'a\nb\n');
  for (const paste of ways) await paste(page);
  await page.keyboard.press('Control+D');
  await expect.poll(() => fileText(berth, projectId, 'whole.txt')).toBe('a\nb\n'.repeat(3));
  expect(await names(berth, projectId)).toEqual(['whole.txt']);
});

test('a megabyte that is asked about arrives whole and in order', async ({ page, berth }) => {
  const projectId = await openPasting(page, berth);
  const text = Array.from({ length: 16_384 }, (_, line) => `${line}`.padEnd(63, '-日')).join('\n');
  await start(page, 'stty -echo; cat > big.txt', 'takes');
  await copied(page, `${text}\n`);
  await byKeys(page);
  await expect(question(page).getByRole('heading')).toHaveText('Paste 16,384 lines?');
  await choice(page, 'Paste').click();
  await expectAnswered(page);
  await page.keyboard.press('Control+D');
  await expect
    .poll(async () => sha256(await fileText(berth, projectId, 'big.txt')), { timeout: 60_000 })
    .toBe(sha256(`${text}\n`));
});
