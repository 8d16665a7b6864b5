import { once } from 'node:events';
import type { Berth } from '@berth/e2e/support/berth';
import { chromium, type Page } from '@playwright/test';
import { io } from 'socket.io-client';
import { type BenchTable, ms, sample, summarize } from './bench';
import { chromiumOptions } from './chromium';

const COUNT = 200;
const MESSAGES_IN_BROWSER = 30;
const sessionId = 'bench-convergence';

/** Milliseconds from asking for an append to another client's event with the committed row. */
async function betweenClients(berth: Berth): Promise<number[]> {
  const client = berth.client();
  await client.chat.append.mutate({ sessionId, create: {}, messages: [{ type: 'user', content: 'first' }] });
  const viewer = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'] });
  try {
    await once(viewer as never, 'connect');
    await viewer.emitWithAck('chat_subscribe', { sessionId });
    return await sample(
      async () => {
        const event = once(viewer as never, 'chat_messages');
        await client.chat.append.mutate({ sessionId, messages: [{ type: 'user', content: 'next' }] });
        await event;
      },
      { count: COUNT },
    );
  } finally {
    viewer.disconnect();
  }
}

/** Resolves with the page's clock when `text` is on it. Both windows have the clock of this machine. */
function whenShown(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.body.textContent.includes(wanted)) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(Date.now()));
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    text,
  );
}

/** Milliseconds from Enter in one window to the message drawn in another. */
async function betweenWindows(berth: Berth): Promise<number[]> {
  const { id } = await berth.client().project.create.mutate({ name: 'Two windows' });
  await berth.client().chat.save.mutate({
    session: {
      id: 'two-windows',
      title: 'Shared session',
      projectId: id,
      messages: [{ type: 'user', content: 'hello' }],
    },
  });
  const browser = await chromium.launch(chromiumOptions);
  try {
    // A window of its own for each: a tab behind another one draws nothing, so there would be nothing to measure.
    const open = async () => {
      const page = await (await browser.newContext()).newPage();
      await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
      await page.goto(`${berth.url}/?project=${id}`);
      await page.getByRole('button', { name: 'Chat', exact: true }).click();
      await page.getByRole('button', { name: /^Shared session/ }).click();
      await page.getByRole('article').waitFor();
      return page;
    };
    const [writer, reader] = [await open(), await open()];
    const times: number[] = [];
    for (let i = 0; i < MESSAGES_IN_BROWSER; i++) {
      const shown = whenShown(reader, `Message ${i}.`);
      await writer.getByRole('textbox', { name: 'Message' }).fill(`Message ${i}.`);
      const sent = await writer.evaluate(() => {
        const area = document.querySelector('textarea[aria-label="Message"]');
        area?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        return Date.now();
      });
      times.push((await shown) - sent);
    }
    return times;
  } finally {
    await browser.close();
  }
}

export async function measureConvergence(berth: Berth): Promise<BenchTable> {
  const clients = summarize(await betweenClients(berth));
  const windows = summarize(await betweenWindows(berth));
  return {
    title: 'Two viewers of one session',
    columns: ['what', 'p50', 'p95'],
    rows: [
      ['append asked until another client has the committed row', ms(clients.p50), ms(clients.p95)],
      ['Enter in one window until drawn in another', ms(windows.p50), ms(windows.p95)],
    ],
    notes: ['The window writes the message down in IndexedDB before it is sent.'],
  };
}
