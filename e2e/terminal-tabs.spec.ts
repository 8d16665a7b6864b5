import { expect } from '@playwright/test';
import { test } from './support/fixtures';
import { expectAttached, expectInTerminal, openTerminal } from './support/terminal';

test('terminal tabs are walked, renamed and closed by the keyboard alone', async ({ page, berth }) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Tabs' });
  await openTerminal(page, berth, projectId);
  const tabs = page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');
  const screen = page.locator('.xterm-helper-textarea').filter({ visible: true });
  const name = page.getByRole('textbox', { name: 'Name of the terminal' });
  await page.locator('.xterm:visible').click();
  for (const [at, title] of ['one', 'two', 'three'].entries()) {
    if (at > 0) await page.keyboard.press('Control+Shift+`');
    await expect(tabs).toHaveCount(at + 1);
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
  await page.keyboard.type('echo "typed $((40 + 2))"\n');
  await expectInTerminal(berth, projectId, 'typed 42');
});
