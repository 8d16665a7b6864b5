import { expect, type Locator, type Page } from '@playwright/test';
import { ModelServer, say, sendText } from '../apps/server/test/support/model-server';
import { type ChatSite, composer, log, openChat, rows, startChatSite } from './support/chat';
import { test } from './support/fixtures';

let model: ModelServer;
let site: ChatSite;
test.beforeAll(async () => {
  model = await ModelServer.start();
  site = await startChatSite(model);
});
test.afterAll(async () => {
  await site.berth[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const panel = (page: Page) => page.getByRole('region', { name: 'Chat', exact: true });

/** Presses Tab, or Shift+Tab, until the target has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** Roles of what the keyboard reaches in the panel and a screen reader has no name for, by the browser's own tree. */
async function unnamed(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const root = nodes.find(({ role, name }) => role?.value === 'region' && name?.value === 'Chat');
  const found: string[] = [];
  const left = [...(root?.childIds ?? [])];
  let named = 0;
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const node = byId.get(id);
    left.push(...(node?.childIds ?? []));
    const focusable = node?.properties?.some(({ name, value }) => name === 'focusable' && value.value);
    if (!node || node.ignored || !focusable) continue;
    if (node.name?.value) named += 1;
    else found.push(String(node.role?.value));
  }
  expect(named).toBeGreaterThan(3);
  return found;
}

test('the whole panel is used by keyboard alone, and a screen reader is told what happens', async ({
  page,
}) => {
  await openChat(page, site);
  const says = (text: string | RegExp) => panel(page).getByRole('status').filter({ hasText: text });
  await expect(panel(page).getByRole('searchbox', { name: 'Search chats' })).toBeVisible();
  expect(await unnamed(page)).toEqual([]);
  await page.getByRole('button', { name: 'Chat', exact: true }).focus();
  await tabTo(page, panel(page).getByRole('searchbox', { name: 'Search chats' }));
  await tabTo(page, panel(page).getByRole('radio', { name: 'This project' }));
  await tabTo(page, panel(page).getByRole('button', { name: 'New chat' }).first(), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(composer(page)).toBeFocused();

  await page.keyboard.type('Explain @not');
  const choice = page.getByRole('option', { name: 'notes.md' });
  await expect(choice).toHaveAttribute('aria-selected', 'true');
  await expect(says('notes.md, 1 of 1')).toHaveCount(1);
  await expect(composer(page)).toHaveAttribute(
    'aria-activedescendant',
    (await choice.getAttribute('id')) ?? '-',
  );
  await page.keyboard.press('Enter');
  await expect(choice).toHaveCount(0);
  await tabTo(page, page.getByRole('button', { name: 'Remove notes.md' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove notes.md' })).toHaveCount(0);
  await tabTo(page, composer(page));

  model.next((response) => sendText(response, 'half of it'));
  await page.keyboard.press('Enter');
  await expect(says('The assistant is answering')).toHaveCount(1);
  await tabTo(page, page.getByRole('button', { name: 'Stop the answer' }));
  await page.keyboard.press('Enter');
  await expect(says('The answer was interrupted')).toHaveCount(1);
  await expect(composer(page)).toBeFocused();
  model.next(say('All of it:\n\n```bash\necho by-hand\n```'));
  await tabTo(page, page.getByRole('button', { name: 'Retry' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(says(/^Answer: All of it:/)).toHaveCount(1);
  await expect(composer(page)).toBeFocused();

  await expect(log(page).getByRole('group', { name: 'Code, bash' })).toBeVisible();
  expect(await unnamed(page)).toEqual([]);
  await expect(rows(page).first()).toHaveAccessibleName(/^You, \d/);
  await expect(rows(page).last()).toHaveAccessibleName(/^Assistant, \d/);
  await expect(rows(page).last()).toHaveAttribute('aria-posinset', '3');
  await expect(rows(page).last()).toHaveAttribute('aria-setsize', '3');
  const run = page.getByRole('button', { name: 'Run in terminal…' });
  await tabTo(page, run, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(run).toBeFocused();

  const actions = page.getByRole('button', { name: /^Actions of “Explain/ });
  await tabTo(page, actions, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeFocused();
  await page.keyboard.press('End');
  // The focus moves a task after the key.
  await expect(page.getByRole('menuitem').last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('searchbox', { name: 'Search chats' })).toBeVisible();
  await page.keyboard.press('F8');
  await tabTo(page, page.getByRole('button', { name: 'Undo' }));
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(3);
});
