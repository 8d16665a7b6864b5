import type { Page } from '@playwright/test';
import { ms } from './bench';

/** Milliseconds above which a person sees a frame late. */
export const SLOW_FRAME_MS = 50;

/** What a page drew while something was done, in milliseconds between two frames. */
export interface Frames {
  count: number;
  longest: number;
  /** Frames that took longer than `SLOW_FRAME_MS`. */
  slow: number;
}

/** Counts a page's frames while `work` is done. */
export async function framesDuring(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate((limit) => {
    // A method, for esbuild wraps named functions in a helper that the page does not have.
    const meter = {
      frames: { count: 0, longest: 0, slow: 0 },
      going: true,
      last: performance.now(),
      take() {
        const now = performance.now();
        this.frames.longest = Math.max(this.frames.longest, now - this.last);
        if (now - this.last > limit) this.frames.slow += 1;
        this.frames.count += 1;
        this.last = now;
        if (this.going) requestAnimationFrame(() => this.take());
      },
    };
    requestAnimationFrame((first) => {
      meter.last = first;
      requestAnimationFrame(() => meter.take());
    });
    Object.assign(window, { berthFrames: meter });
  }, SLOW_FRAME_MS);
  await work();
  return page.evaluate(async () => {
    const { berthFrames } = window as unknown as { berthFrames: { frames: Frames; going: boolean } };
    // The frame that shows the last of the work is over when the one after it begins.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    berthFrames.going = false;
    return berthFrames.frames;
  });
}

export const frameColumns = ['while', 'frames', `over ${SLOW_FRAME_MS} ms`, 'longest', 'floor'];

/** A row of `frameColumns`. */
export const frameRow = (what: string, { count, slow, longest }: Frames): (string | number)[] => [
  what,
  count,
  slow,
  ms(longest),
  `${SLOW_FRAME_MS} ms: ${longest <= SLOW_FRAME_MS ? 'met' : 'missed'}`,
];
