import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Berth } from '@berth/e2e/support/berth';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type BenchTable, ms, sample, summarize } from '../bench';
import { chromiumOptions } from '../chromium';

const ENTRIES = 100_000;
const RUNS = 7;
const PAINT_TIMEOUT_MS = 60_000;
const FOLDER = 'many';

interface PaintTimes {
  pressed: number;
  painted: number;
}

/** Records, in the page's own time since its navigation, when the pointer was pressed and an entry of the folder painted. */
function recordPaint(): void {
  const times = { pressed: 0, painted: 0 };
  let found = false;
  Object.assign(window, { paintTimes: times });
  const press = { capture: true };
  addEventListener('pointerdown', () => Object.assign(times, { pressed: performance.now() }), press);
  new MutationObserver(() => {
    if (found || !document.querySelector('[role="treeitem"][data-path*="entry-"]')) return;
    found = true;
    // After the next frame has been drawn.
    requestAnimationFrame(() => setTimeout(() => Object.assign(times, { painted: performance.now() })));
  }).observe(document, { childList: true, subtree: true });
}

async function painted(page: Page): Promise<PaintTimes> {
  const deadline = performance.now() + PAINT_TIMEOUT_MS;
  // The page's policy forbids what waiting inside of the page needs.
  for (;;) {
    const times: PaintTimes = await page.evaluate(() => Reflect.get(window, 'paintTimes'));
    if (times.painted > 0) return times;
    if (performance.now() > deadline) throw new Error('No entry was painted within 60 s.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A project whose folder `path` has the entries. Returns its id and that folder on this host. */
async function makeTree(berth: Berth, path: string): Promise<{ projectId: string; folder: string }> {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Wide' });
  const folder = join(berth.dataDir, 'projects', projectId, path);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  for (let index = 0; index < ENTRIES; index++) writeFileSync(join(folder, `entry-${index}.txt`), '');
  return { projectId, folder };
}

interface Tab {
  browser: Browser;
  berth: Berth;
  projectId: string;
}

/** Milliseconds to the first painted entry: from the navigation, or from a press on the folder. */
async function timePaint({ browser, berth, projectId }: Tab, press: boolean): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript(recordPaint);
    await context.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    const page = await context.newPage();
    await page.goto(`${berth.url}/?project=${projectId}`, { waitUntil: 'commit' });
    if (press) await page.getByRole('treeitem', { name: FOLDER }).click();
    const times = await painted(page);
    return times.painted - times.pressed;
  } finally {
    await context.close();
  }
}

/** What a person waits for the first lines of a very wide folder, against reading it without anything else. */
export async function measureTree(berth: Berth): Promise<BenchTable> {
  const root = await makeTree(berth, '.');
  const nested = await makeTree(berth, FOLDER);
  const browser = await chromium.launch(chromiumOptions);
  try {
    const sampling = { count: RUNS, warmup: 1 };
    const cold: number[] = [];
    const opened: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      cold.push(await timePaint({ browser, berth, projectId: root.projectId }, false));
      opened.push(await timePaint({ browser, berth, projectId: nested.projectId }, true));
    }
    const names = await sample(() => readdir(nested.folder), sampling);
    const facts = await sample(
      async () => Promise.all((await readdir(nested.folder)).map((name) => lstat(join(nested.folder, name)))),
      sampling,
    );
    const row = (what: string, times: readonly number[]) => {
      const { p50, count } = summarize(times);
      return [what, ms(p50), ms(Math.max(...times)), count];
    };
    return {
      title: `A tree of ${ENTRIES.toLocaleString('en')} entries to first paint, in headless Chromium`,
      columns: ['', 'p50', 'worst', 'samples'],
      rows: [
        row('a new tab opens a project whose root has them', cold),
        row('a click opens a folder that has them', opened),
        row('a bare readdir of the folder', names),
        row('a bare readdir with lstat of each', facts),
      ],
    };
  } finally {
    await browser.close();
  }
}
