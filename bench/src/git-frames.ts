import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Berth } from '@berth/e2e/support/berth';
import { chromium, type Locator, type Page } from '@playwright/test';
import { type BenchTable, ms } from './bench';
import { chromiumOptions } from './chromium';
import { frameColumns, frameRow, framesDuring } from './frames';

const WHEELS = 60;
const REFRESHES = 5;
/** Milliseconds in which an answer is parsed and drawn. */
const SETTLE_MS = 500;

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
    // The branch is on screen once the state was read. The first opening also loads code.
    await page.getByRole('button', { name: /^Branch / }).waitFor({ timeout: 60_000 });
    const line = list.getByRole('treeitem').nth(10);
    const first = await framesDuring(page, async () => {
      await pointAt(page, open);
      await line.waitFor();
    });
    await page.getByRole('button', { name: 'Files', exact: true }).click();
    const idle = await framesDuring(page, () => page.waitForTimeout(1_000));
    const shown = await framesDuring(page, async () => {
      await pointAt(page, open);
      await line.waitFor();
    });
    const scrolled = await framesDuring(page, async () => {
      const { x, y, width, height } = (await list.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.move(x + width / 2, y + height / 2);
      for (let wheel = 0; wheel < WHEELS; wheel += 1) await page.mouse.wheel(0, 1_500);
    });
    const refreshed = await framesDuring(page, async () => {
      for (let round = 0; round < REFRESHES; round += 1) {
        const answered = page.waitForResponse((response) => response.url().includes('git.status'));
        writeFileSync(join(folder, unchanged), `refreshed ${round}\n`);
        await answered.then((response) => response.finished());
        await page.waitForTimeout(SETTLE_MS);
      }
    });
    return {
      title: 'the same repository in the browser: frames of the page',
      columns: frameColumns,
      rows: [
        ['nothing happens (this browser’s own)', idle.count, idle.slow, ms(idle.longest), ''],
        frameRow('the source control view opens, the first time', first),
        frameRow('the source control view opens', shown),
        frameRow('its list is scrolled through', scrolled),
        frameRow(`a file changes and git is asked again, ${REFRESHES} times`, refreshed),
      ],
      notes: ['Software rendering, on the cores that also run the server and git.'],
    };
  } finally {
    await browser.close();
  }
}

/** Clicks by coordinates: what Playwright does to find and check a target runs in the page, and is in its frames. */
async function pointAt(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error('What is to be clicked is not on screen.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
