import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { Berth } from './support/berth';
import { archives, checksumOf, dialog, MIB, makeProject, openDialog } from './support/downloads';
import { Wire } from './support/wire';

const GIB = 1024 * MIB;
const CUTS = 10;
/** Bytes of JavaScript memory a page may hold in use: a page that kept a tenth of the archive would hold more. */
const MAX_HEAP_BYTES = 96 * MIB;

test('a gigabyte over a wire that is cut ten times arrives with the same bytes', async ({ page }, info) => {
  test.setTimeout(900_000);
  await using wire = await Wire.open();
  await using berth = await Berth.start({ runtime: 'docker', env: { BERTH_PUBLIC_URL: wire.url } });
  wire.leadTo(Number(new URL(berth.url).port));
  const answer = await page.request.post(`${wire.url}/auth/sign-in`, { data: { token: berth.token } });
  expect(answer.ok()).toBe(true);
  const { id } = await makeProject(berth, GIB);
  const heap = await heapOf(page);

  await openDialog(page, wire.url, id);
  const saved = page.waitForEvent('download', { timeout: 800_000 });
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  const bar = dialog(page).getByRole('progressbar');
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]/, { timeout: 180_000 });

  let largestHeap = 0;
  for (let cut = 0; cut < CUTS; cut += 1) {
    // Each cut falls into a stretch of the archive of its own.
    await expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000 })
      .toBeGreaterThan(cut * 9);
    wire.cut();
    await expect(dialog(page).getByText('Waiting for the connection…')).toBeVisible();
    largestHeap = Math.max(largestHeap, await heap());
    wire.mend();
    await expect(dialog(page).getByText('Waiting for the connection…')).toBeHidden();
  }
  const path = info.outputPath('cargo.zip');
  await (await saved).saveAs(path);
  largestHeap = Math.max(largestHeap, await heap());

  expect(statSync(path).size).toBeGreaterThan(GIB);
  expect(wire.broken).toBeGreaterThanOrEqual(CUTS);
  await expect(dialog(page).getByText('Verified')).toBeVisible();
  await expect(dialog(page).getByText(`SHA-256 ${await checksumOf(path)}`)).toBeVisible();
  execFileSync('unzip', ['-tqq', path]);
  expect(largestHeap).toBeLessThan(MAX_HEAP_BYTES);
  await expect.poll(() => archives(berth, id)).toEqual([]);
  rmSync(path);
});

/** Reads the bytes of JavaScript memory the page has in use, buffers included, after a collection. */
async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = (await session.send('Runtime.getHeapUsage')) as {
      usedSize: number;
      backingStorageSize?: number;
    };
    return usedSize + (backingStorageSize ?? 0);
  };
}
