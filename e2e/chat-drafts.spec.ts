import { expect, type Page } from '@playwright/test';
import { ModelServer, say } from '../apps/server/test/support/model-server';
import {
  attached,
  type ChatSite,
  composer,
  keptAttachments,
  newChat,
  rows,
  startChatSite,
} from './support/chat';
import { test } from './support/fixtures';

const MIB = 1024 * 1024;
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

async function attach(page: Page, ...files: { name: string; content: string | Buffer }[]): Promise<void> {
  await page.getByLabel('Files to attach').setInputFiles(
    files.map(({ name, content }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content),
    })),
  );
}

test('a draft keeps its text and attachments over a reload and other chats, until it is sent', async ({
  page,
}) => {
  await newChat(page, site);
  await composer(page).pressSequentially('@not');
  await page.getByRole('option', { name: 'notes.md' }).click();
  await attach(
    page,
    { name: 'words.txt', content: 'words of the draft' },
    { name: 'gone.txt', content: 'taken back' },
    { name: 'bytes.bin', content: Buffer.from([0x89, 0x50, 0xff, 0x00]) },
  );
  await composer(page).fill('not finished');
  const all = ['notes.md', 'words.txt', 'gone.txt', 'bytes.bin'];
  await expect(attached(page)).toHaveText(all);
  await expect.poll(() => keptAttachments(page)).toBe(4);
  await page.reload();
  await expect(attached(page)).toHaveText(all);
  await expect(composer(page)).toHaveValue('not finished');
  await page.getByRole('button', { name: 'Remove gone.txt' }).click();
  await expect.poll(() => keptAttachments(page)).toBe(3);

  const draft = await page.evaluate(() =>
    Object.entries(localStorage).find(([key]) => key.includes('.chat.view.')),
  );
  await page.getByRole('button', { name: 'All chats' }).click();
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await expect(composer(page)).toHaveValue('');
  await expect(attached(page)).toHaveCount(0);
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), draft ?? ['', '']);
  await page.reload();
  const left = ['notes.md', 'words.txt', 'bytes.bin'];
  await expect(attached(page)).toHaveText(left);

  model.next(say('read'));
  await composer(page).press('Enter');
  await expect(rows(page).last()).toContainText('34 tokens');
  const sent = model.requests.at(-1)?.body.messages.at(-1)?.content ?? '';
  for (const text of ['# Notes of the project', 'words of the draft', 'bytes.bin', 'not finished'])
    expect(sent).toContain(text);
  expect(sent).not.toContain('taken back');
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(composer(page)).toHaveValue('');
  await expect(attached(page)).toHaveCount(0);
});

test('a draft at its limits says what is not attached, and what a reload would lose', async ({
  page,
}, info) => {
  const part = (name: string, mib: number) => ({ name, content: Buffer.alloc(mib * MIB, 'text ') });
  await newChat(page, site);
  await attach(page, part('a.txt', 12), part('b.txt', 8), part('c.txt', 5));
  await expect(page.getByText('c.txt was not attached', { exact: true })).toBeVisible();
  await expect(
    page.getByText('The attachments of one message have at most 24 MiB together. Send these first.', {
      exact: true,
    }),
  ).toBeVisible();
  await expect(attached(page)).toHaveText(['a.txt', 'b.txt']);
  await expect.poll(() => keptAttachments(page)).toBe(2);
  await expect(page.getByText('A reload would lose')).toHaveCount(0);

  await newChat(page, site);
  await attach(page, part('d.txt', 12), part('e.txt', 8), { name: 'note.txt', content: 'small' });
  await expect(attached(page)).toHaveText(['d.txt', 'e.txt', 'note.txt']);
  await expect.poll(() => keptAttachments(page)).toBe(5);
  await newChat(page, site);
  await attach(page, part('f.txt', 9), { name: 'still.txt', content: 'fits' });
  const warning = page.getByText(
    'A reload would lose f.txt: the drafts in this browser hold 48 MiB at most.',
  );
  await expect(warning).toBeVisible();
  await page.screenshot({ path: info.outputPath('limit.png') });
  await expect.poll(() => keptAttachments(page)).toBe(6);
  await page.reload();
  await expect(attached(page)).toHaveText(['still.txt']);
  await expect(warning).toHaveCount(0);
});

test('where the browser stores nothing, attachments are sent all the same, and the draft says so', async ({
  page,
}) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('No.', 'SecurityError');
    };
  });
  await newChat(page, site);
  await attach(page, { name: 'held.txt', content: 'held in memory' });
  await expect(
    page.getByText('A reload would lose held.txt: this browser stores nothing more.'),
  ).toBeVisible();
  model.next(say('read'));
  await composer(page).fill('Read it');
  await composer(page).press('Enter');
  await expect(rows(page).last()).toContainText('34 tokens');
  expect(model.requests.at(-1)?.body.messages.at(-1)?.content).toContain('held in memory');
  await expect(page.getByText('A reload would lose')).toHaveCount(0);
});
