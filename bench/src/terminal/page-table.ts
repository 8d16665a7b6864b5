import type { Berth } from '@berth/e2e/support/berth';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type BenchTable, mb, ms, summarize } from '../bench';
import { chromiumOptions } from '../chromium';

const CATS = 3;
const INTERRUPTS = 8;
const OPENS = 8;
const FLOOD_MS = 1_500;
const PROMPT_TIMEOUT_MS = 60_000;
/** Every prompt sets the clipboard (OSC 52): the page is told when it has drawn up to there. */
const MARKING_PROMPT = `PROMPT_COMMAND='printf "\\e]52;c;bWFyaw==\\a"'`;

/**
 * Records, in the page's own time since its navigation, when a prompt was drawn and when a key was pressed, and calls
 * `benchAttached` once a terminal is. (Playwright's own waiting looks at growing intervals, which would count as Berth's.)
 */
function recordMarks(): void {
  const attached = new MutationObserver(() => {
    const input = document.querySelector<HTMLElement>('[data-attached="true"]:not([hidden]) .xterm textarea');
    if (!input) return;
    attached.disconnect();
    input.focus();
    (Reflect.get(window, 'benchAttached') as () => void)();
  });
  attached.observe(document, { subtree: true, childList: true, attributes: true });
  const times = { prompts: [] as number[], keys: [] as number[] };
  Object.assign(window, { benchTimes: times });
  Object.defineProperty(navigator, 'clipboard', {
    value: {
      async writeText() {
        times.prompts.push(performance.now());
      },
    },
  });
  addEventListener('keydown', () => times.keys.push(performance.now()), { capture: true });
}

const timesOf = (page: Page): Promise<{ prompts: number[]; keys: number[] }> =>
  page.evaluate(() => Reflect.get(window, 'benchTimes'));

/** Milliseconds from the last key that `press` presses until the next prompt is drawn. */
async function untilPrompt(page: Page, press: () => Promise<void>): Promise<number> {
  const { prompts } = await timesOf(page);
  await press();
  const deadline = performance.now() + PROMPT_TIMEOUT_MS;
  // The page's policy forbids what waiting inside of the page needs.
  while ((await timesOf(page)).prompts.length === prompts.length) {
    if (performance.now() > deadline) throw new Error('No prompt was drawn within 60 s.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const after = await timesOf(page);
  return (after.prompts[prompts.length] ?? 0) - (after.keys.at(-1) ?? 0);
}

async function openPage(browser: Browser, berth: Berth, projectId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(recordMarks);
  await context.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
  const page = await context.newPage();
  let markAttached = (): void => {};
  const attached = new Promise<void>((resolve) => {
    markAttached = resolve;
  });
  await page.exposeBinding('benchAttached', () => markAttached());
  await page.goto(`${berth.url}/?project=${projectId}`, { waitUntil: 'commit' });
  await attached;
  return page;
}

/** What a person sees in headless Chromium, which draws without a graphics card. */
export async function pageTable(
  { berth, projectId }: { berth: Berth; projectId: string },
  text: { path: string; bytes: number },
): Promise<BenchTable> {
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await openPage(browser, berth, projectId);
    await untilPrompt(page, async () => {
      await page.keyboard.type(MARKING_PROMPT);
      await page.keyboard.press('Enter');
    });
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
    await page.context().close();
    const opens: number[] = [];
    for (let round = 0; round < OPENS; round++) {
      const opened = await openPage(browser, berth, projectId);
      await untilPrompt(opened, () => opened.keyboard.press('Enter'));
      opens.push((await timesOf(opened)).prompts.at(-1) ?? 0);
      await opened.context().close();
    }
    const rate = (1000 * text.bytes) / summarize(cats).p50;
    const interrupt = summarize(interrupts);
    const open = summarize(opens);
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
        [
          'cold open until a typed command takes effect',
          ms(open.p50),
          ms(open.p99),
          '1200 ms',
          verdict(open.p50 < 1200),
        ],
      ],
    };
  } finally {
    await browser.close();
  }
}
