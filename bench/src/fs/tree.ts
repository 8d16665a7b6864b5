import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Berth } from '@berth/e2e/support/berth';
import { type Browser, chromium } from '@playwright/test';
import { type BenchTable, ms, sample, summarize } from '../bench';
import { chromiumOptions } from '../chromium';
import { timePaint } from './paint';

const ENTRIES = 100_000;
const RUNS = 7;
const FOLDER = 'many';

/** A project whose folder `path` has the entries. Returns its id and that folder on this host. */
async function makeTree(berth: Berth, path: string): Promise<{ projectId: string; folder: string }> {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Wide' });
  const folder = join(berth.dataDir, 'projects', projectId, path);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  for (let index = 0; index < ENTRIES; index++) writeFileSync(join(folder, `entry-${index}.txt`), '');
  return { projectId, folder };
}

/** Milliseconds to the first painted entry: from the navigation, or from a press on the folder. */
async function timeEntry(browser: Browser, site: { berth: Berth; projectId: string }, press: boolean) {
  const { url, token } = site.berth;
  const { pressed, painted } = await timePaint(browser, {
    url,
    token,
    projectId: site.projectId,
    selector: '[role="treeitem"][data-path*="entry-"]',
    ...(press ? { act: (page) => page.getByRole('treeitem', { name: FOLDER }).click() } : {}),
  });
  return painted - pressed;
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
      cold.push(await timeEntry(browser, { berth, projectId: root.projectId }, false));
      opened.push(await timeEntry(browser, { berth, projectId: nested.projectId }, true));
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
