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

/** Resolves with the page's clock when `text` is on it. Both tabs have the clock of this machine. */
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

/** Milliseconds from Enter in one tab to the message drawn in another. */
async function betweenTabs(berth: Berth): Promise<number[]> {
  const { id } = await berth.client().project.create.mutate({ name: 'Two tabs' });
  await berth.client().chat.save.mutate({
    session: {
      id: 'two-tabs',
      title: 'Two tabs',
      projectId: id,
      messages: [{ type: 'user', content: 'hello' }],
    },
  });
  const browser = await chromium.launch(chromiumOptions);
  try {
    const context = await browser.newContext();
    await context.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    const open = async (first: boolean) => {
      const page = await context.newPage();
      await page.goto(`${berth.url}/?project=${id}`);
      if (first) {
        await page.getByRole('button', { name: 'Chat', exact: true }).click();
        await page.locator('[data-session]').click();
      }
      // The second tab opens as the first one was left.
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
      return page;
    };
    const [writer, reader] = [await open(true), await open(false)];
    const times: number[] = [];
    for (let i = 0; i < MESSAGES_IN_BROWSER; i++) {
      const shown = whenShown(reader, `tab message ${i}.`);
      await writer.getByRole('textbox', { name: 'Message' }).fill(`tab message ${i}.`);
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
  const tabs = summarize(await betweenTabs(berth));
  return {
    title: 'Two viewers of one session',
    columns: ['what', 'p50', 'p95'],
    rows: [
      ['append asked until another client has the committed row', ms(clients.p50), ms(clients.p95)],
      ['Enter in one tab until drawn in another', ms(tabs.p50), ms(tabs.p95)],
    ],
    notes: ['The tab writes the message down in IndexedDB before it is sent.'],
  };
}
