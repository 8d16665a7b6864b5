import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Berth } from '@berth/e2e/support/berth';
import type { Browser } from '@playwright/test';
import { timePaint } from './paint';

export const LARGE_BYTES = 200_000_000;
const LINE = `${'a line of a log, as long as such lines are '.repeat(2).padEnd(99, '.')}\n`;
const NAME = 'large.log';

/** Milliseconds from a press on a large text in the tree until its first lines are painted, each in a new tab. */
export async function measureLargeText(
  berth: Berth,
  { browser, projectId, count }: { browser: Browser; projectId: string; count: number },
): Promise<number[]> {
  const file = createWriteStream(join(berth.dataDir, 'projects', projectId, NAME));
  const block = LINE.repeat(10_000);
  for (let written = 0; written < LARGE_BYTES; written += block.length) {
    if (!file.write(block)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  const times: number[] = [];
  for (let run = 0; run <= count; run++) {
    const { pressed, painted } = await timePaint(browser, {
      url: berth.url,
      token: berth.token,
      projectId,
      selector: '.cm-line',
      act: (page) => page.getByRole('treeitem', { name: NAME }).click(),
    });
    // The first one is a warm-up.
    if (run > 0) times.push(painted - pressed);
  }
  return times;
}
