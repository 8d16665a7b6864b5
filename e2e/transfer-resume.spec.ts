import { execFileSync } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import {
  archives,
  checksumOf,
  chosenChecksum,
  dialog,
  MIB,
  makeProject,
  nameFiles,
  openDialog,
  privateFiles,
} from './support/downloads';
import { test } from './support/fixtures';

/** Passes on what the server sends while `passes` says so, and notes from which chunk on the page asks for more. */
async function watchLink(page: Page, passes: (message: string | Buffer) => boolean): Promise<number[]> {
  const resumedAt: number[] = [];
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (passes(message)) socket.send(message);
    });
    socket.onMessage((message) => {
      const asked = /"download_resume",.*"chunkIndex":(\d+)/.exec(String(message));
      if (asked) resumedAt.push(Number(asked[1]));
      server.send(message);
    });
  });
  return resumedAt;
}

test('a chosen file goes on after a reload from what is in it', async ({ page, berth }) => {
  await nameFiles(page);
  const { id } = await makeProject(berth, 48 * MIB);
  let left = 24 * 16;
  const resumedAt = await watchLink(page, (message) => {
    if (typeof message !== 'string') left -= 1;
    return left > 0;
  });
  await openDialog(page, berth.url, id);
  await dialog(page).getByRole('button', { name: 'Save as…' }).click();
  await expect.poll(() => left, { timeout: 60_000 }).toBeLessThanOrEqual(0);
  await expect(dialog(page).getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^(4\d|50)/);
  left = Number.POSITIVE_INFINITY;
  await page.reload();
  await page.getByRole('button', { name: 'Downloaded' }).click({ timeout: 60_000 });
  await expect(dialog(page).getByText('Verified')).toBeVisible();
  await expect(dialog(page).getByText(`SHA-256 ${await chosenChecksum(page)}`)).toBeVisible();
  // It is saved by the write that reaches 16 MiB, which may have some chunks more; the next time is at 32 or later.
  expect(resumedAt).toEqual([0, expect.any(Number)]);
  expect(resumedAt[1]).toBeGreaterThanOrEqual(256);
  expect(resumedAt[1]).toBeLessThan(24 * 16);
  expect(await privateFiles(page)).toEqual([]);
  await expect.poll(() => archives(berth, id)).toEqual([]);
});

test('a page left between the last chunk and its check has the whole of it', async ({
  page,
  berth,
}, info) => {
  const { id } = await makeProject(berth, 2 * MIB);
  let tellsTheEnd = false;
  let chunks = 0;
  await watchLink(page, (message) => {
    if (typeof message !== 'string') chunks += 1;
    return tellsTheEnd || typeof message !== 'string' || !message.includes('"download_complete"');
  });
  await openDialog(page, berth.url, id);
  await dialog(page).getByRole('button', { name: 'Download', exact: true }).click();
  // Packed and on its way: 33 chunks, and what terminals say.
  await expect.poll(() => chunks, { timeout: 30_000 }).toBeGreaterThan(20);
  // The server has let go of the archive.
  await expect.poll(() => archives(berth, id)).toEqual([]);
  expect(await privateFiles(page)).toHaveLength(1);
  tellsTheEnd = true;
  const saved = page.waitForEvent('download');
  await page.reload();
  const path = info.outputPath('cargo.zip');
  await (await saved).saveAs(path);
  execFileSync('unzip', ['-tqq', path]);
  await page.getByRole('button', { name: 'Downloaded' }).click();
  await expect(dialog(page).getByText(`SHA-256 ${await checksumOf(path)}`)).toBeVisible();
});
