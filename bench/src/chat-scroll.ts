import type { Berth } from '@berth/e2e/support/berth';
import { chromium, type Page } from '@playwright/test';
import { type BenchTable, ms } from './bench';
import { chromiumOptions } from './chromium';
import { type Frames, frameColumns, frameRow, framesDuring } from './frames';

const MESSAGES = 10_000;
/** Pixels of one notch of a wheel, and notches a second of a quick hand. */
const NOTCH = 120;
const NOTCH_MS = 16;
/** Milliseconds a part of the way may take at most. */
const LIMIT_MS = 180_000;
const sessionId = 'bench-scroll';

/** A message as assistants write them: prose, a list, now and then code or a table. */
function contentOf(i: number): string {
  const head = `Message number ${i}. `;
  if (i % 2 === 0) return head + 'What does this part do, and why? '.repeat(1 + (i % 3));
  const prose = `${head}${'Some **words** of an answer with `code` in it. '.repeat(1 + (i % 12))}`;
  if (i % 10 === 1)
    return `${prose}\n\n\`\`\`ts\n${'const answer: number = compute(42, "text"); // why\n'.repeat(5 + (i % 15))}\`\`\``;
  if (i % 10 === 5) return `${prose}\n\n| a | b |\n| - | - |\n${'| cell | another |\n'.repeat(6)}`;
  return `${prose}\n\n- one thing\n- another thing\n- [a link](https://example.com)\n`;
}

const topOf = (page: Page): Promise<number> =>
  page.getByRole('log', { name: 'Messages' }).evaluate((element) => element.scrollTop);

/** Turns the wheel until the list is at its end in that direction and nothing more is read, or until `goal`. */
async function wheel(page: Page, step: number, goal: string): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  const reached = page.getByText(goal, { exact: false });
  for (let turn = 0; performance.now() < end; turn += 1) {
    await page.mouse.wheel(0, step);
    await page.waitForTimeout(NOTCH_MS);
    if (turn % 10 === 0 && (await reached.isVisible())) return;
  }
  throw new Error(`${goal} was not reached; the list is at ${await topOf(page)}.`);
}

/** Frames of the page while ten thousand messages pass by under the wheel. */
export async function measureScroll(berth: Berth): Promise<BenchTable> {
  const client = berth.client();
  const { id: projectId } = await client.project.create.mutate({ name: 'Scroll' });
  const messages = Array.from({ length: MESSAGES }, (_, i) => ({
    id: `m${i}`,
    type: i % 2 ? 'assistant' : 'user',
    content: contentOf(i),
  }));
  await client.chat.save.mutate({ session: { id: sessionId, title: 'A long way', projectId, messages } });
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    await page.goto(`${berth.url}/?project=${projectId}`);
    await page.getByRole('button', { name: 'Chat', exact: true }).click();
    await page.getByRole('button', { name: /^A long way/ }).click();
    await page.getByText(`Message number ${MESSAGES - 1}.`).waitFor();
    await page.getByRole('log', { name: 'Messages' }).hover();
    const idle = await framesDuring(page, () => page.waitForTimeout(1_000));
    const hand = await framesDuring(page, () => wheel(page, -NOTCH, `Message number ${MESSAGES - 200}.`));
    const up = await framesDuring(page, () => wheel(page, -20 * NOTCH, 'Message number 0.'));
    const down = await framesDuring(page, () => wheel(page, 20 * NOTCH, `Message number ${MESSAGES - 1}.`));
    const own = ({ count, slow, longest }: Frames) => [count, slow, ms(longest), ''];
    return {
      title: `Scroll through a session of ${MESSAGES.toLocaleString('en')} messages by wheel`,
      columns: frameColumns,
      rows: [
        ['nothing happens (this browser’s own)', ...own(idle)],
        frameRow('up through the newest 200, a notch of 120 pixels at a time', hand),
        frameRow('up to the first message, 20 notches at a time; older ones are read on the way', up),
        frameRow('down to the newest again, 20 notches at a time', down),
      ],
      notes: [
        'Prose, lists, tables and highlighted code. Software rendering, on the cores that also run the server.',
      ],
    };
  } finally {
    await browser.close();
  }
}
