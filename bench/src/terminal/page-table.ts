import type { Berth } from '@berth/e2e/support/berth';
import { chromium } from '@playwright/test';
import { type BenchTable, mb, ms, summarize } from '../bench';
import { chromiumOptions } from '../chromium';
import { markPrompts, openTerminal, projectPage, untilPrompt } from './page-marks';

const CATS = 3;
const INTERRUPTS = 8;
const FLOOD_MS = 1_500;

/** What a person sees in headless Chromium, which draws without a graphics card. */
export async function pageTable(
  { berth, projectId }: { berth: Berth; projectId: string },
  text: { path: string; bytes: number },
): Promise<BenchTable> {
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await openTerminal(browser, projectPage(berth, projectId));
    await markPrompts(page);
    const cats: number[] = [];
    for (let round = 0; round < CATS; round++) {
      await page.keyboard.type(`cat ${text.path}`);
      cats.push(await untilPrompt(page, () => page.keyboard.press('Enter')));
    }
    const interrupts: number[] = [];
    for (let round = 0; round < INTERRUPTS; round++) {
      await page.keyboard.type('yes');
      await page.keyboard.press('Enter');
      await new Promise((resolve) => setTimeout(resolve, FLOOD_MS));
      interrupts.push(await untilPrompt(page, () => page.keyboard.press('Control+c')));
    }
    const rate = (1000 * text.bytes) / summarize(cats).p50;
    const interrupt = summarize(interrupts);
    const verdict = (holds: boolean): string => (holds ? 'met' : 'MISSED');
    return {
      title: 'On the page, in headless Chromium',
      columns: ['', 'p50', 'worst', 'floor', ''],
      rows: [
        [
          `cat of ${mb(text.bytes)}, per second`,
          mb(rate),
          mb((1000 * text.bytes) / Math.max(...cats)),
          '4 MB',
          verdict(rate >= 4e6),
        ],
        [
          'Ctrl-C under flood until the prompt is drawn',
          ms(interrupt.p50),
          ms(interrupt.p99),
          '150 ms',
          verdict(interrupt.p99 < 150),
        ],
      ],
    };
  } finally {
    await browser.close();
  }
}
