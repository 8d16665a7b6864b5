import { expect } from '@playwright/test';
import { test } from './support/fixtures';
import {
  expectAttached,
  expectInTerminal,
  expectTabShown,
  keyboardOf,
  openTerminal,
  otherBrowser,
  typeCommand,
} from './support/terminal';

test('terminal tabs are walked, renamed and closed by the keyboard alone', async ({ page, berth }) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Tabs' });
  await openTerminal(page, berth, projectId);
  const tabs = page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');
  const screen = page.locator('.xterm-helper-textarea').filter({ visible: true });
  const name = page.getByRole('textbox', { name: 'Name of the terminal' });
  await page.locator('.xterm:visible').click();
  for (const [at, title] of ['one', 'two', 'three'].entries()) {
    if (at > 0) await page.keyboard.press('Control+Shift+`');
    await expectTabShown(page, at + 1);
    await expectAttached(page);
    await page.keyboard.press('Control+Shift+|');
    await expect(tabs.nth(at)).toBeFocused();
    await page.keyboard.press('F2');
    await name.fill(title);
    await page.keyboard.press(at === 1 ? 'Home' : 'End');
    await page.keyboard.press('Enter');
    await expect(tabs.nth(at)).toHaveText(title);
    await expect(tabs.nth(at)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(screen).toBeFocused();
  }
  await page.keyboard.press('Control+Shift+|');
  // The mark of the focus is seen on all its sides.
  const cutOff = await tabs.nth(2).evaluate((tab) => {
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(tab);
    const out = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset);
    const [own, strip] = [
      tab.getBoundingClientRect(),
      tab.closest('[role=tablist]')?.getBoundingClientRect(),
    ];
    return {
      outlineStyle,
      top: (strip?.top ?? 0) > own.top - out,
      bottom: (strip?.bottom ?? 0) < own.bottom + out,
    };
  });
  expect(cutOff).toEqual({ outlineStyle: 'solid', top: false, bottom: false });
  const expectShown = async (title: string) => {
    const tab = tabs.filter({ hasText: title });
    await expect(tab).toBeFocused();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('[role=tablist][aria-label=Terminals] [role=tab][tabindex="0"]')).toHaveCount(
      1,
    );
    await expect(page.getByRole('tabpanel', { name: title })).toBeVisible();
  };
  await expectShown('three');
  const steps = [
    ['ArrowRight', 'one'],
    ['ArrowLeft', 'three'],
    ['Home', 'one'],
    ['ArrowRight', 'two'],
    ['End', 'three'],
    ['ArrowLeft', 'two'],
  ] as const;
  for (const [key, title] of steps) {
    await page.keyboard.press(key);
    await expectShown(title);
  }
  await page.keyboard.press('Delete');
  await expect(tabs).toHaveText(['one', 'three']);
  await expectShown('three');
  await page.keyboard.press('Delete');
  await expect(tabs).toHaveText(['one']);
  await expectShown('one');
  await page.keyboard.press('Enter');
  await expect(screen).toBeFocused();
  await page.keyboard.type('echo "typed $((40 + 2))"\n');
  await expectInTerminal(berth, projectId, 'typed 42');
});

test('the list of terminals tells what runs where and which have ended, and goes to one', async ({
  page,
  berth,
}) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'List' });
  await berth.client().fs.create.mutate({ projectId, path: 'src/a.txt', content: '' });
  await openTerminal(page, berth, projectId);
  const tabs = page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');
  await typeCommand(page, `cd src; printf '\\033]2;watching\\a'; sleep 1000`);
  await page.getByRole('button', { name: 'New terminal' }).click();
  await expectTabShown(page, 2);
  await expectAttached(page);
  await typeCommand(page, 'exit 7');
  await expect(page.getByText('Ended with exit code 7')).toBeVisible();

  await page.getByRole('button', { name: 'All terminals' }).click();
  const list = page.getByRole('dialog', { name: 'Go to terminal' });
  const [first, second] = [list.getByRole('option').first(), list.getByRole('option').last()];
  await expect(first).toContainText('watching');
  await expect(first).toContainText('sleep 1000 · in src · Running');
  await expect(second).toContainText('Ended with exit code 7');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(tabs.first()).toHaveAttribute('title', 'watching · sleep 1000 · in src · Running');

  await page.keyboard.press('Alt+Shift+L');
  await expect(list.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('watch');
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(tabs.first()).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.xterm-helper-textarea').filter({ visible: true })).toBeFocused();
});

test('the first terminal has the keyboard when it starts because its panel was asked for', async ({
  page,
  berth,
}) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'First' });
  await page.addInitScript(
    (key) => localStorage.setItem(key, JSON.stringify({ bottomOpen: false })),
    `berth.layout.${projectId}`,
  );
  await page.goto(`${berth.url}/?project=${projectId}`);
  await expect(page.getByRole('tree', { name: 'Files' })).toBeVisible();
  await page.keyboard.press('Control+`');
  await expect(keyboardOf(page)).toBeFocused();
  await page.keyboard.type('echo "typed $((40 + 2))"\n');
  await expectInTerminal(berth, projectId, 'typed 42');
});

test('a page that is opened again shows the terminal that was shown last', async ({ page, berth }) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Shown' });
  await openTerminal(page, berth, projectId);
  const tabs = page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');
  for (const count of [2, 3]) {
    await page.getByRole('button', { name: 'New terminal' }).click();
    await expectTabShown(page, count);
    await expectAttached(page);
  }
  const expectShown = async (at: number) => {
    await expectAttached(page);
    await expect(tabs).toHaveCount(3);
    await expect(tabs.nth(at)).toHaveAttribute('aria-selected', 'true');
  };
  await tabs.nth(1).click();
  await expectShown(1);
  await page.reload();
  await expectShown(1);
  await typeCommand(page, 'exit 3');
  await expect(page.getByText('Ended with exit code 3')).toBeVisible();
  await tabs.first().click();
  await page.goto('about:blank');
  await page.goto(`${berth.url}/?project=${projectId}`);
  await expectShown(0);

  // What is gone meanwhile cannot be shown.
  await page.goto('about:blank');
  await berth.client().project.stop.mutate({ projectId });
  await berth.client().project.open.mutate({ projectId });
  await page.goto(`${berth.url}/?project=${projectId}`);
  await expectAttached(page);
  await expect(tabs).toHaveCount(1);
});

test('the list tells a folder that is called deleted from one that is', async ({ page, berth }) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Deleted' });
  await openTerminal(page, berth, projectId);
  const list = page.getByRole('dialog', { name: 'Go to terminal' });
  const expectListed = async (detail: RegExp) => {
    await page.keyboard.press('Alt+Shift+L');
    await expect(list.getByRole('option')).toHaveText(detail);
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
  };
  await typeCommand(page, `mkdir 'x (deleted)' && cd 'x (deleted)' && echo "there $((40 + 2))"`);
  await expectInTerminal(berth, projectId, 'there 42');
  await expectListed(/in x \(deleted\) · Running$/);
  await typeCommand(page, `rmdir "$PWD"; echo "gone $((40 + 2))"`);
  await expectInTerminal(berth, projectId, 'gone 42');
  await expectListed(/^(?!.*\bin\b).*Running$/);
});

test('the panel without terminals offers one, with the keyboard on the offer', async ({
  page,
  browser,
  berth,
}) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'None' });
  await berth.client().fs.create.mutate({ projectId, path: 'a.txt', content: '' });
  await openTerminal(page, berth, projectId);
  const list = page.getByRole('tablist', { name: 'Terminals' });
  const tabs = list.getByRole('tab');
  const none = page.getByRole('heading', { name: 'No terminal is open' });
  const offer = page.locator('[data-autofocus]', { hasText: 'New terminal' });
  const screen = page.locator('.xterm-helper-textarea').filter({ visible: true });
  await expect(none).toBeHidden();
  await list.getByRole('button', { name: 'Close' }).click();
  await expect(none).toBeVisible();
  await expect(tabs).toHaveCount(0);
  await expect(offer).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(screen).toBeFocused();
  await expectAttached(page);

  // By the keyboard alone, and on a page that has started none itself.
  await page.reload();
  await expectAttached(page);
  await page.keyboard.press('Control+`');
  await expect(screen).toBeFocused();
  await page.keyboard.press('Control+Shift+|');
  await expect(tabs).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(offer).toBeFocused();
  await page.keyboard.press('Control+`');
  await expect(none).toBeHidden();
  await page.keyboard.press('Control+`');
  await expect(offer).toBeFocused();
  await page.keyboard.press('Control+Shift+`');
  await expect(screen).toBeFocused();
  await expectAttached(page);

  // Somebody else closes it: who works in the editor stays there.
  await page.getByRole('treeitem', { name: 'a.txt' }).dblclick();
  const editor = page.getByRole('textbox', { name: 'a.txt' });
  await editor.click();
  const other = await otherBrowser(browser, berth);
  await openTerminal(other, berth, projectId);
  await other.getByRole('tablist', { name: 'Terminals' }).getByRole('button', { name: 'Close' }).click();
  await expect(none).toBeVisible();
  await page.keyboard.type('typed on');
  await expect(editor).toHaveText('typed on');
  await other.context().close();
});

test('a workspace that is started again has a terminal, whether one was open before or none', async ({
  page,
  berth,
}) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Again' });
  await openTerminal(page, berth, projectId);
  const list = page.getByRole('tablist', { name: 'Terminals' });
  const startAgain = async () => {
    await berth.client().project.stop.mutate({ projectId });
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByText('The workspace is stopped')).toBeHidden();
    await expect(list.getByRole('tab')).toHaveText(['bash']);
    await expectAttached(page);
  };
  await startAgain();
  await typeCommand(page, 'echo "first $((40 + 2))"');
  await expectInTerminal(berth, projectId, 'first 42');
  await list.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('heading', { name: 'No terminal is open' })).toBeVisible();
  await startAgain();
  await typeCommand(page, 'echo "second $((40 + 3))"');
  await expectInTerminal(berth, projectId, 'second 43');
});

test('the tab of the terminal that is shown is seen where there is no room for all', async ({
  page,
  berth,
}) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Long' });
  await openTerminal(page, berth, projectId);
  const list = page.getByRole('tablist', { name: 'Terminals' });
  const tabs = list.getByRole('tab');
  const name = page.getByRole('textbox', { name: 'Name of the terminal' });
  for (const at of [0, 1, 2, 3]) {
    if (at > 0) await page.getByRole('button', { name: 'New terminal' }).click();
    await expect(tabs).toHaveCount(at + 1);
    await expectAttached(page);
    await page.locator('.xterm:visible').click();
    await page.keyboard.press('Control+Shift+F2');
    await name.fill(`${at} is the number of a terminal with a long name`);
    await page.keyboard.press('Enter');
    await expect(tabs.nth(at)).toContainText('long name');
  }
  await page.setViewportSize({ width: 800, height: 700 });
  const expectSeen = async (at: number) => {
    await expect(tabs.nth(at)).toHaveAttribute('aria-selected', 'true');
    await expect(tabs.nth(at)).toBeInViewport({ ratio: 0.99 });
    await expect(list.getByRole('button', { name: `Close ${at} is` })).toBeInViewport({ ratio: 0.99 });
  };
  await page.locator('.xterm:visible').click();
  await page.keyboard.press('Control+Shift+PageDown');
  await expectSeen(0);
  // The control: there is no room for the last one beside it.
  await expect(tabs.nth(3)).not.toBeInViewport();
  await page.keyboard.press('Control+Shift+PageUp');
  await expectSeen(3);
  await expect(tabs.nth(0)).not.toBeInViewport();
});
