import type { Berth } from '@berth/e2e/support/berth';
import { type Browser, chromium } from '@playwright/test';
import { type BenchTable, ms, summarize } from '../bench';
import { chromiumOptions } from '../chromium';
import { barePage } from './bare-page';
import { markPrompts, openTerminal, projectPage, type Target, timesOf, untilPrompt } from './page-marks';

const OPENS = 8;
const FLOOR_MS = 1_200;
const SCROLLBACK_LINES = 10_000;
const LINE = 'x'.repeat(79);

/** Milliseconds from the navigation until the prompt after a typed line is drawn. */
async function coldOpen(browser: Browser, target: Target): Promise<number> {
  const page = await openTerminal(browser, target);
  await untilPrompt(page, () => page.keyboard.press('Enter'));
  const { prompts } = await timesOf(page);
  await page.context().close();
  return prompts.at(-1) ?? 0;
}

async function projectWith(browser: Browser, berth: Berth, lines: number): Promise<Target> {
  const { id } = await berth.client().project.create.mutate({ name: `${lines} lines` });
  const target = projectPage(berth, id);
  const page = await openTerminal(browser, target);
  await markPrompts(page);
  await untilPrompt(page, async () => {
    await page.keyboard.type(`yes ${LINE} | head -n ${lines}`);
    await page.keyboard.press('Enter');
  });
  await page.context().close();
  return target;
}

/** By turns, so that what the machine does meanwhile slows all alike. */
export async function coldOpenTable(berth: Berth): Promise<BenchTable> {
  const browser = await chromium.launch(chromiumOptions);
  try {
    await using bareEmpty = await barePage('');
    await using bareFull = await barePage(`${LINE}\r\n`.repeat(SCROLLBACK_LINES));
    const kinds = [
      {
        name: 'Berth, a prompt and nothing above it',
        target: await projectWith(browser, berth, 1),
        isOurs: true,
      },
      { name: 'xterm.js alone in a page, over a bare WebSocket', target: bareEmpty, isOurs: false },
      {
        name: `Berth, ${SCROLLBACK_LINES.toLocaleString('en')} lines above the prompt`,
        target: await projectWith(browser, berth, SCROLLBACK_LINES),
        isOurs: true,
      },
      { name: 'the same lines in the bare page', target: bareFull, isOurs: false },
    ].map((kind) => ({ ...kind, times: [] as number[] }));
    for (let round = 0; round < OPENS; round++)
      for (const { target, times } of kinds) times.push(await coldOpen(browser, target));
    return {
      title: 'Cold open of a page until a typed line has taken effect, in headless Chromium',
      columns: ['', 'p50', 'worst', 'samples', `floor ${ms(FLOOR_MS)}`],
      rows: kinds.map(({ name, times, isOurs }) => {
        const { p50, p99, count } = summarize(times);
        const verdict = p50 < FLOOR_MS ? 'met' : 'MISSED';
        return [name, ms(p50), ms(p99), count, isOurs ? verdict : ''];
      }),
      notes: [
        'Each in a browser context of its own, so without anything cached, by turns, after a second of rest.',
      ],
    };
  } finally {
    await browser.close();
  }
}
