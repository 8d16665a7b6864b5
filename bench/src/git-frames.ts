import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Berth } from '@berth/e2e/support/berth';
import { chromium, type Page } from '@playwright/test';
import { type BenchTable, ms } from './bench';
import { chromiumOptions } from './chromium';

/** The floor: no frame of the page takes longer. */
const FLOOR_MS = 50;
const WHEELS = 60;
const REFRESHES = 5;
/** Milliseconds in which an answer is parsed and drawn. */
const SETTLE_MS = 500;

interface Frames {
  longest: number;
  count: number;
}

/** The longest time between two frames while something is done. */
async function during(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const frames = { longest: 0, count: 0 };
    const state = { frames, going: true };
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      frames.longest = Math.max(frames.longest, now - last);
      frames.count += 1;
      last = now;
      if (state.going) requestAnimationFrame(tick);
    };
    requestAnimationFrame((first) => {
      last = first;
      requestAnimationFrame(tick);
    });
    Object.assign(window, { berthFrames: state });
  });
  await work();
  return page.evaluate(() => {
    const { berthFrames } = window as unknown as { berthFrames: { frames: Frames; going: boolean } };
    berthFrames.going = false;
    return berthFrames.frames;
  });
}

export interface BigRepository {
  projectId: string;
  /** The project's folder on this host. */
  folder: string;
  /** A tracked file in it that is not changed yet. */
  unchanged: string;
}

/** Frames of the page while its source control view shows, scrolls and refreshes a big repository. */
export async function measureFrames(berth: Berth, repository: BigRepository): Promise<BenchTable> {
  const { projectId, folder, unchanged } = repository;
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    await page.goto(`${berth.url}/?project=${projectId}`);
    const open = page.getByRole('button', { name: 'Source control' });
    const panel = page.getByRole('region', { name: 'Source control' });
    const list = panel.getByRole('tree', { name: 'Changes' });
    // The first opening loads code; the branch is on screen once the state was read.
    await open.click();
    await list.waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Files', exact: true }).click();
    const idle = await during(page, () => page.waitForTimeout(1_000));
    const shown = await during(page, async () => {
      await open.click();
      await list.getByRole('treeitem').nth(10).waitFor();
    });
    const scrolled = await during(page, async () => {
      await list.hover();
      for (let wheel = 0; wheel < WHEELS; wheel += 1) await page.mouse.wheel(0, 1_500);
    });
    const refreshed = await during(page, async () => {
      for (let round = 0; round < REFRESHES; round += 1) {
        const answered = page.waitForResponse((response) => response.url().includes('git.status'));
        writeFileSync(join(folder, unchanged), `refreshed ${round}\n`);
        await answered.then((response) => response.finished());
        await page.waitForTimeout(SETTLE_MS);
      }
    });
    const row = (what: string, { longest, count }: Frames) => [
      what,
      count,
      ms(longest),
      `${FLOOR_MS} ms: ${longest <= FLOOR_MS ? 'met' : 'missed'}`,
    ];
    return {
      title: 'the same repository in the browser: frames of the page',
      columns: ['while', 'frames', 'longest', 'floor'],
      rows: [
        ['nothing happens (this browser’s own)', idle.count, ms(idle.longest), ''],
        row('the source control view opens', shown),
        row('its list is scrolled through', scrolled),
        row(`a file changes and git is asked again, ${REFRESHES} times`, refreshed),
      ],
      notes: ['Software rendering, on the cores that also run the server and git.'],
    };
  } finally {
    await browser.close();
  }
}
