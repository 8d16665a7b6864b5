import type { Berth } from '@berth/e2e/support/berth';
import type { Browser, BrowserContext, Page } from '@playwright/test';

const PROMPT_TIMEOUT_MS = 60_000;
/**
 * Milliseconds in which the browser ends what it does to open a tab, and to close the last one, before the tab is sent anywhere:
 * otherwise that work counts as the page's.
 */
const BROWSER_REST_MS = 1_000;
/** Every prompt sets the clipboard (OSC 52): the page is told when it has drawn up to there. */
export const MARKING_COMMAND = 'printf "\\e]52;c;bWFyaw==\\a"';

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

export const timesOf = (page: Page): Promise<{ prompts: number[]; keys: number[] }> =>
  page.evaluate(() => Reflect.get(window, 'benchTimes'));

/** Milliseconds from the last key that `press` presses until the next prompt is drawn. */
export async function untilPrompt(page: Page, press: () => Promise<void>): Promise<number> {
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

export interface Target {
  url: string;
  signIn?(context: BrowserContext): Promise<unknown>;
}

/** Opens a page in a browser that has never seen it, until its terminal is attached and has the focus. */
export async function openTerminal(browser: Browser, { url, signIn }: Target): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(recordMarks);
  await signIn?.(context);
  const page = await context.newPage();
  let markAttached = (): void => {};
  const attached = new Promise<void>((resolve) => {
    markAttached = resolve;
  });
  await page.exposeBinding('benchAttached', () => markAttached());
  await new Promise((resolve) => setTimeout(resolve, BROWSER_REST_MS));
  await page.goto(url, { waitUntil: 'commit' });
  await attached;
  return page;
}

export const projectPage = (berth: Berth, projectId: string): Target => ({
  url: `${berth.url}/?project=${projectId}`,
  signIn: (context) => context.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } }),
});

/** Makes the shell of a page tell of every prompt that is drawn. */
export const markPrompts = (page: Page): Promise<number> =>
  untilPrompt(page, async () => {
    await page.keyboard.type(`PROMPT_COMMAND='${MARKING_COMMAND}'`);
    await page.keyboard.press('Enter');
  });
