import type { Berth } from '@berth/e2e/support/berth';
import { chromium } from '@playwright/test';
import { type BenchTable, ms, summarize } from '../bench';
import { chromiumOptions } from '../chromium';
import { LARGE_BYTES, measureLargeText } from './large-text';
import { measureOtherBrowser } from './other-browser';
import { measureUnsavedText } from './unsaved-text';

const COUNT = 30;

/** What a person waits for in an editor, from what they do to what they see or can rely on. */
export async function measureEditor(berth: Berth): Promise<BenchTable> {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Editor' });
  const browser = await chromium.launch(chromiumOptions);
  try {
    const other = await measureOtherBrowser(berth, { browser, projectId, count: COUNT });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    await context.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    const page = await context.newPage();
    await page.goto(`${berth.url}/?project=${projectId}`);
    const unsaved = await measureUnsavedText(berth, { page, projectId, count: COUNT });
    await context.close();
    const large = await measureLargeText(berth, { browser, projectId, count: COUNT });
    const rows: [what: string, times: number[], floor: number][] = [
      [`a click on a text of ${LARGE_BYTES / 1e6} MB to its first lines`, large, 2_000],
      ['the last key to the draft in the server', unsaved, 1_000],
      ["a shell's write to the text in another browser's editor", other.text, 300],
      ["a shell's write to the entry in another browser's tree", other.entry, 300],
    ];
    return {
      title: 'An editor, to what is painted in headless Chromium',
      columns: ['', 'p50', 'p95', 'worst', 'samples', 'floor (p95)'],
      rows: rows.map(([what, times, floor]) => {
        const { p50, p95, count } = summarize(times);
        const verdict = p95 < floor ? 'met' : 'MISSED';
        return [what, ms(p50), ms(p95), ms(Math.max(...times)), count, `${ms(floor)}: ${verdict}`];
      }),
      notes: [
        'A shell writes the time it has; the other browser tells when it had painted that, by the same clock.',
      ],
    };
  } finally {
    await browser.close();
  }
}
