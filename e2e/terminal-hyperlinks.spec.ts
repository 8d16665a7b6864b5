import { expect, type Page } from '@playwright/test';
import { test } from './support/fixtures';
import { expectInTerminal, shellSize, typeCommand } from './support/terminal';
import { fromTop, hyperlink, openProject } from './support/terminal-project';
import { cellAt, clickLink, pointAt, pointable } from './support/terminal-screen';

const note = (page: Page) => page.getByTestId('link-note').filter({ visible: true });

test('a hyperlink shows where it leads before it opens, whatever its label says', async ({ page, berth }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const { host } = new URL(berth.url);
  const print = [
    hyperlink(`${berth.url}/healthz?of=docs`, 'read the docs'),
    hyperlink(`${berth.url}/healthz?of=bad`, 'https://good.example/login'),
    hyperlink(`http://good.example@${host}/healthz?of=user`, 'www.good.example'),
    hyperlink('file:///etc/passwd', 'a file of the host'),
    hyperlink('javascript:alert(document.cookie)', 'a script'),
    hyperlink('data:text/html,hello', 'a page in an address'),
    `echo ${berth.url}/healthz?of=plain`,
    'echo printed',
  ].join('\n');
  const projectId = await openProject(page, berth, { 'print.sh': fromTop(print) });
  const grid = await shellSize(page, berth, { projectId, label: 'grid' });
  await typeCommand(page, 'sh print.sh');
  await expectInTerminal(berth, projectId, 'printed');
  const pointAtRow = (row: number) => pointAt(page, grid, { row, column: 3 });
  const expectOpens = async (row: number, address: string) => {
    const opened = page.context().waitForEvent('page');
    await clickLink(page, grid, { row, column: 3 });
    const popup = await opened;
    await popup.waitForURL(address);
    expect(await popup.evaluate(() => window.opener)).toBeNull();
    await popup.close();
  };

  await pointAtRow(0);
  await expect(note(page)).toHaveText(`${berth.url}/healthz?of=docs`);
  await expectOpens(0, `${berth.url}/healthz?of=docs`);
  await pointAtRow(1);
  await expect(note(page)).toContainText(`${berth.url}/healthz?of=bad`);
  await expect(note(page)).toContainText('The text names another address');
  await expectOpens(1, `${berth.url}/healthz?of=bad`);
  await pointAtRow(2);
  await expect(note(page)).toContainText('The text names another address');
  await expect(note(page).locator('strong')).toHaveText(host);
  await pointAtRow(6);
  await expect(note(page)).toHaveText(`${berth.url}/healthz?of=plain`);
  await expect(pointable(page)).toBeVisible();

  for (const row of [3, 4, 5]) {
    // The control stands beside each: what is a link is seen as one.
    await pointAtRow(0);
    await expect(pointable(page)).toBeVisible();
    const { x, y } = await cellAt(page, grid, { row, column: 3 });
    await pointAtRow(row);
    await page.mouse.click(x, y);
    await expect(pointable(page)).toHaveCount(0);
    await expect(note(page)).toBeHidden();
  }
  // A menu is asked for, and text is selected, without going anywhere.
  const { x, y } = await cellAt(page, grid, { row: 0, column: 3 });
  await page.mouse.click(x, y, { button: 'right' });
  await page.keyboard.press('Escape');
  await page.mouse.move(x - 8, y);
  await page.mouse.down();
  await page.mouse.move(x + 24, y, { steps: 4 });
  await page.mouse.up();
  await expectOpens(6, `${berth.url}/healthz?of=plain`);
  expect(page.context().pages()).toHaveLength(1);
  expect(dialogs).toEqual([]);
});
