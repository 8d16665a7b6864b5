import type { Berth } from '@berth/e2e/support/berth';
import { chromium } from '@playwright/test';
import { type BenchTable, ms, sample, summarize } from './bench';
import { chromiumOptions } from './chromium';

const MESSAGES = 10_000;
const FLOOR_MS = 300;
const OPENS = 15;
const sessionId = 'bench-open';

/** Milliseconds from the click on the session to its newest message on the screen. */
async function openInBrowser(berth: Berth, projectId: string): Promise<number[]> {
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    await page.goto(`${berth.url}/?project=${projectId}`);
    await page.getByRole('button', { name: 'Chat', exact: true }).click();
    const times: number[] = [];
    for (let open = 0; open < OPENS; open++) {
      times.push(
        await page.getByRole('button', { name: /^Ten thousand/ }).evaluate(
          (row: HTMLElement, newest) =>
            new Promise<number>((resolve) => {
              const start = performance.now();
              const observer = new MutationObserver(() => {
                if (!document.body.textContent.includes(newest)) return;
                observer.disconnect();
                requestAnimationFrame(() => resolve(performance.now() - start));
              });
              observer.observe(document.body, { childList: true, subtree: true, characterData: true });
              row.click();
            }),
          `Message number ${MESSAGES - 1}.`,
        ),
      );
      await page.getByRole('button', { name: 'All chats' }).click();
    }
    // The first open also loads code.
    return times.slice(1);
  } finally {
    await browser.close();
  }
}

export async function measureOpen(berth: Berth): Promise<BenchTable> {
  const client = berth.client();
  const { id: projectId } = await client.project.create.mutate({ name: 'Bench' });
  const messages = Array.from({ length: MESSAGES }, (_, i) => ({
    id: `m${i}`,
    type: i % 2 ? 'assistant' : 'user',
    content: `Message number ${i}. ${'Some words of an answer. '.repeat(i % 20)}`,
  }));
  await client.chat.save.mutate({ session: { id: sessionId, title: 'Ten thousand', projectId, messages } });
  const get = (limit: number) => () => client.chat.get.query({ sessionId, limit, fileContents: false });
  const page = summarize(await sample(get(200), { count: 50 }));
  const whole = summarize(await sample(get(MESSAGES), { count: 10 }));
  const browser = summarize(await openInBrowser(berth, projectId));
  const row = (what: string, { p50, p95 }: { p50: number; p95: number }) => [
    what,
    ms(p50),
    ms(p95),
    `${FLOOR_MS} ms: ${p95 <= FLOOR_MS ? 'met' : 'MISSED'}`,
  ];
  return {
    title: `Open a session of ${MESSAGES.toLocaleString('en')} messages`,
    columns: ['what', 'p50', 'p95', 'floor'],
    rows: [
      row('API: the page the UI opens with (200 messages)', page),
      row(`API: all ${MESSAGES.toLocaleString('en')} in one answer`, whole),
      row('browser: click to the newest message drawn', browser),
    ],
  };
}
