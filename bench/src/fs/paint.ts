import type { Browser, Page } from '@playwright/test';

const PAINT_TIMEOUT_MS = 60_000;

/** Milliseconds of the page's own time since its navigation; 0 for what has not happened. */
export interface PaintTimes {
  /** When the pointer was last pressed. */
  pressed: number;
  /** When the first element of the selector had been painted. */
  painted: number;
}

/** Records both in the page. */
function recordPaint(selector: string): void {
  const times = { pressed: 0, painted: 0 };
  let found = false;
  Object.assign(window, { paintTimes: times });
  const press = { capture: true };
  addEventListener('pointerdown', () => Object.assign(times, { pressed: performance.now() }), press);
  new MutationObserver(() => {
    if (found || !document.querySelector(selector)) return;
    found = true;
    // After the next frame has been drawn.
    requestAnimationFrame(() => setTimeout(() => Object.assign(times, { painted: performance.now() })));
  }).observe(document, { childList: true, subtree: true });
}

/** Asks until the answer is something. The page's policy forbids what waiting inside of the page needs. @throws Error after 60 s. */
export async function poll<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = performance.now() + PAINT_TIMEOUT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`${what} did not come within 60 s.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

interface PaintOptions {
  /** An address with the cookie's origin, and the token that signs in. */
  url: string;
  token: string;
  projectId: string;
  /** What has to be painted. */
  selector: string;
  /** Run once the page is on its way. */
  act?: (page: Page) => Promise<void>;
}

/** When a new browser tab on a project was pressed at and had painted an element. */
export async function timePaint(browser: Browser, options: PaintOptions): Promise<PaintTimes> {
  const { url, token, projectId, selector, act } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript(recordPaint, selector);
    await context.request.post(`${url}/auth/sign-in`, { data: { token } });
    const page = await context.newPage();
    await page.goto(`${url}/?project=${projectId}`, { waitUntil: 'commit' });
    await act?.(page);
    return await poll(async () => {
      const times: PaintTimes = await page.evaluate(() => Reflect.get(window, 'paintTimes'));
      return times.painted > 0 ? times : undefined;
    }, selector);
  } finally {
    await context.close();
  }
}
