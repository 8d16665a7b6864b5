import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ModelServer, say, sendText } from '../apps/server/test/support/model-server';
import { Berth } from './support/berth';
import {
  type ChatSite,
  composer,
  log,
  newChat,
  openChat,
  rows,
  startChatSite,
  storedMessages,
  write,
} from './support/chat';
import { test } from './support/fixtures';
import { expectInTerminal, terminalText } from './support/terminal';
import { clipboard, drawnRows } from './support/terminal-screen';

let model: ModelServer;
let site: ChatSite;
let berth: Berth;
let projectId: string;
test.beforeAll(async () => {
  model = await ModelServer.start();
  site = await startChatSite(model);
  ({ berth, projectId } = site);
});
test.afterAll(async () => {
  await berth[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

test('a question is answered with Markdown that runs nothing, and is there after a reload', async ({
  page,
}) => {
  let alerted = false;
  page.on('dialog', (dialog) => {
    alerted = true;
    void dialog.dismiss();
  });
  await newChat(page, site);
  model.next(
    say(
      'Look at **this**:\n\n```ts\nconst answer: number = 42;\n```\n\n',
      '<img src=x onerror=alert(1)> [bad](javascript:alert(2)) ![remote](https://example.com/x.png)',
    ),
  );
  await write(page, 'What is the answer?');
  await expect(rows(page).last()).toContainText('34 tokens');
  await expect(log(page).locator('strong', { hasText: 'this' })).toBeVisible();
  await expect(log(page).locator('.hljs-keyword')).toHaveText('const');
  await expect(log(page).locator('img')).toHaveCount(0);
  await expect(log(page).getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(log(page).locator('a[href^="javascript"]')).toHaveCount(0);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy code' }).click();
  await expect.poll(() => clipboard(page)).toBe('const answer: number = 42;');

  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('What is the answer?');
  expect(alerted).toBe(false);
  expect(await page.content()).not.toContain('the-secret-key');
});

test('an answer streams alike into two tabs, and either can stop it', async ({ page, context }) => {
  await newChat(page, site);
  model.next((response) => sendText(response, 'counting one two'));
  await write(page, 'Count');
  await expect(rows(page).last()).toContainText('counting one two');
  const other = await context.newPage();
  await openChat(other, site);
  await expect(rows(other).last()).toContainText('counting one two');
  await other.getByRole('button', { name: 'Stop the answer' }).click();
  for (const tab of [page, other]) {
    await expect(rows(tab).last()).toContainText('You stopped it.');
    await expect(tab.getByRole('button', { name: 'Stop the answer' })).toHaveCount(0);
  }
  model.next(say('seen by both'));
  await write(other, 'From the other tab');
  for (const tab of [page, other]) await expect(rows(tab).last()).toContainText('34 tokens');
  await expect(async () => {
    expect(await rows(page).allInnerTexts()).toEqual(await rows(other).allInnerTexts());
  }).toPass({ timeout: 15_000 });
});

test('a killed server interrupts an answer, which says so and is asked for again', async ({ page }) => {
  await newChat(page, site);
  let streamed = () => {};
  const arrived = new Promise<void>((resolve) => {
    streamed = resolve;
  });
  model.next((response) => {
    sendText(response, 'half an answer');
    streamed();
  });
  await write(page, 'A long question');
  await arrived;
  await expect(rows(page).last()).toContainText('half an answer');
  await expect.poll(async () => (await storedMessages(site)).at(-1)?.status).toBe('streaming');
  await berth.stopServer('SIGKILL');
  await berth.startServer();
  await expect(rows(page).last()).toContainText('The server stopped while the assistant was answering.');
  model.next(say('a whole answer'));
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(rows(page).last()).toContainText('a whole answer');
});

test('without the server a message is kept as not saved, and is sent exactly once when it is back', async ({
  page,
}) => {
  await newChat(page, site);
  model.next(say('first answer'), say('second answer'));
  await write(page, 'Before');
  await expect(rows(page).last()).toContainText('first answer');
  await berth.stopServer();
  await page
    .getByLabel('Files to attach')
    .setInputFiles({ name: 'pasted.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await write(page, 'While it is gone');
  await expect(rows(page).last()).toContainText('Not saved yet.');
  await expect(rows(page).last()).toContainText('pasted.txt');
  await expect(page.getByRole('button', { name: 'Try now' })).toBeInViewport();
  await berth.startServer();
  await expect(rows(page).last()).toContainText('second answer');
  // Only an answer that is whole is sure to be stored.
  await expect(rows(page).last()).toContainText('34 tokens');
  await expect(log(page).getByText(/not saved yet/i)).toHaveCount(0);
  expect((await storedMessages(site)).map(({ content }) => content)).toEqual([
    'Before',
    'first answer',
    'While it is gone',
    'second answer',
  ]);
});

test('while the database is locked a message is not saved, survives a reload, and is stored once', async ({
  page,
}) => {
  await newChat(page, site);
  const holder = spawn(
    process.execPath,
    [
      '-e',
      `const db = new (require(process.argv[1]))(process.argv[2]);
       db.exec('BEGIN IMMEDIATE'); process.stdout.write('held');
       process.stdin.once('data', () => { db.exec('ROLLBACK'); process.exit(); });`,
      createRequire(join(import.meta.dirname, '../packages/db/package.json')).resolve('better-sqlite3'),
      join(berth.dataDir, 'berth.db'),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  // Nothing can be cleaned up while it holds the database.
  using _holder = { [Symbol.dispose]: () => void holder.kill() };
  await once(holder.stdout, 'data');
  await write(page, 'Locked out');
  await expect(rows(page).last()).toContainText('holding the Berth database locked');
  await page.reload();
  await expect(rows(page).last()).toContainText('Not saved yet.');
  model.next(say('unlocked'));
  // Before the lock goes: afterwards the page may have sent it by itself.
  await page.getByRole('button', { name: 'Try now' }).click();
  const released = once(holder, 'exit');
  holder.stdin.write('go');
  await released;
  await expect(rows(page).last()).toContainText('unlocked');
  await expect(rows(page).last()).toContainText('34 tokens');
  expect((await storedMessages(site)).map(({ content }) => content)).toEqual(['Locked out', 'unlocked']);
});

test('chats are found, renamed and deleted with undo, by keyboard', async ({ page }) => {
  await berth.client().chat.save.mutate({
    session: {
      id: 'findable',
      title: 'A findable chat',
      projectId,
      messages: [{ type: 'user', content: 'The needle in the haystack' }],
    },
  });
  const found = page.getByRole('region', { name: 'Chat', exact: true }).locator('[data-session]');
  await newChat(page, site);
  await page.getByRole('button', { name: 'All chats' }).click();
  await page.getByRole('searchbox', { name: 'Search chats' }).fill('needl');
  await expect(page.locator('mark', { hasText: 'needle' })).toBeVisible();
  await expect(found).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(found).toBeFocused();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Title' }).fill('Renamed chat');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Renamed chat', { exact: true })).toBeVisible();
  await found.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(found).toHaveCount(1);
  await page.getByRole('radio', { name: 'All' }).check();
  await page.getByRole('searchbox', { name: 'Search chats' }).fill('');
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
});

test('files are attached with @, by paste and by drop, and the assistant reads them', async ({ page }) => {
  await newChat(page, site);
  await composer(page).pressSequentially('Read @not');
  await expect(page.getByRole('option', { name: 'notes.md' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Attached' })).toContainText('notes.md');
  await expect(composer(page)).toHaveValue('Read ');
  await composer(page).evaluate((area) => {
    const give = (name: string, type: 'paste' | 'drop') => {
      const data = new DataTransfer();
      data.items.add(new File([`content of ${name}`], name, { type: 'text/plain' }));
      const init = { bubbles: true, cancelable: true };
      area.dispatchEvent(
        type === 'paste'
          ? new ClipboardEvent('paste', { ...init, clipboardData: data })
          : new DragEvent('drop', { ...init, dataTransfer: data }),
      );
    };
    give('pasted.txt', 'paste');
    give('dropped.txt', 'drop');
  });
  await expect(page.getByRole('list', { name: 'Attached' }).getByRole('listitem')).toHaveCount(3);
  model.next(say('read'));
  await composer(page).press('Enter');
  await expect(rows(page).last()).toContainText('read');
  const sent = model.requests.at(-1)?.body.messages.at(-1)?.content ?? '';
  for (const text of ['# Notes of the project', 'content of pasted.txt', 'content of dropped.txt'])
    expect(sent).toContain(text);
  await expect(rows(page).first()).toContainText('notes.md');
});

test('code goes into the editor and, when the person agrees, the terminal; their selections come back', async ({
  page,
}) => {
  await newChat(page, site);
  await expect(page.locator('[data-attached="true"]:not([hidden]) .xterm')).toBeVisible();
  await page.keyboard.press('Control+p');
  await page.getByRole('combobox', { name: 'Go to file' }).fill('notes');
  await page.getByRole('option', { name: 'notes.md' }).click();
  const editor = page.getByRole('textbox', { name: 'notes.md' });
  await expect(editor).toContainText('# Notes of the project');
  model.next(say('```ts\nconst inserted = 1;\n```\n\n```bash\necho ran-$((40 + 2))\n```'));
  await write(page, 'Write code');
  await expect(rows(page).last()).toContainText('34 tokens');

  await editor.press('Control+End');
  await page.getByRole('button', { name: 'Insert into editor' }).first().click();
  await expect(editor).toContainText('const inserted = 1;');
  await page.getByRole('button', { name: 'Run in terminal…' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await terminalText(berth, projectId)).not.toContain('ran-');
  await page.getByRole('button', { name: 'Run in terminal…' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectInTerminal(berth, projectId, 'ran-42');
  // What was cancelled would have run before it.
  expect((await terminalText(berth, projectId)).match(/ran-42/g)).toHaveLength(1);
  await expect.poll(() => drawnRows(page)).toContain('ran-42');

  await page.getByRole('button', { name: 'Attach the terminal’s selection' }).click();
  await expect(page.getByText('Select some text first.', { exact: true })).toBeVisible();
  await page.locator('.xterm-screen:visible').click({ clickCount: 3, position: { x: 20, y: 8 } });
  await page.getByRole('button', { name: 'Attach the terminal’s selection' }).click();
  await editor.press('Control+a');
  await page.getByRole('button', { name: 'Attach the editor’s selection' }).click();
  await expect(page.getByRole('list', { name: 'Attached' }).getByRole('listitem')).toHaveText([
    'Terminal selection',
    /^notes\.md:1–/,
  ]);
  model.next(say('seen'));
  await write(page, 'What is selected?');
  await expect(rows(page).last()).toContainText('seen');
  const sent = model.requests.at(-1)?.body.messages.at(-1)?.content ?? '';
  expect(sent).toMatch(/Selected in the terminal:\n```\n.*\$ /);
  expect(sent).toContain('Selected in notes.md, lines 1 to ');
  expect(sent).toContain('const inserted = 1;');
});

test('a chat is saved as a file, as Markdown and as JSON', async ({ page }) => {
  await newChat(page, site);
  model.next(say('to keep'));
  await write(page, 'Export me');
  await expect(rows(page).last()).toContainText('34 tokens');
  for (const [format, name, text] of [
    ['Markdown', 'Export-me.md', '# Export me'],
    ['JSON', 'Export-me.json', '"content": "to keep"'],
  ] as const) {
    await page.getByRole('button', { name: 'Actions of “Export me”' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: `Export as ${format}` }).click();
    expect((await download).suggestedFilename()).toBe(name);
    expect(readFileSync(await (await download).path(), 'utf8')).toContain(text);
  }
});

test('ten thousand messages open at the newest and scroll to the first', async ({ page }) => {
  const messages = Array.from({ length: 10_000 }, (_, i) => ({
    id: `m${i}`,
    type: i % 2 ? 'assistant' : 'user',
    content: `Message number ${i}. ${'Some words. '.repeat(i % 30)}`,
  }));
  await berth.client().chat.save.mutate({ session: { id: 'long', title: 'Long one', projectId, messages } });
  await openChat(page, site);
  const back = page.getByRole('button', { name: 'All chats' });
  if (await back.isVisible()) await back.click();
  await page.getByRole('button', { name: /^Long one/ }).click();
  await expect(log(page).getByText('Message number 9999.')).toBeInViewport();
  const first = log(page).getByText('Message number 0.');
  await expect
    .poll(
      async () => {
        await log(page).evaluate((element) => element.scrollTo({ top: 0 }));
        return first.isVisible();
      },
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(true);
  expect(await rows(page).count()).toBeLessThan(60);
  await page.getByRole('button', { name: 'Newest message' }).click();
  await expect(log(page).getByText('Message number 9999.')).toBeInViewport();
});

test('without a model the panel says how to set one, and keeps the message', async ({ page, context }) => {
  await using silent = await Berth.start({ runtime: 'local' });
  const { id } = await silent.client().project.create.mutate({ name: 'Silent' });
  await context.request.post(`${silent.url}/auth/sign-in`, { data: { token: silent.token } });
  await page.goto(`${silent.url}/?project=${id}`);
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await page.getByText('No model is configured').click();
  await expect(page.getByText('BERTH_AI_BASE_URL=')).toBeVisible();
  await write(page, 'Anyone?');
  await expect(log(page).getByText('Anyone?')).toBeVisible();
  await expect(log(page).getByText(/sending|not saved/)).toHaveCount(0);
  const { sessions } = await silent.client().chat.history.query({});
  expect(sessions).toMatchObject([{ title: 'Anyone?', messageCount: 1, projectId: id }]);
});
