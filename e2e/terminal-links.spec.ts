import { expect } from '@playwright/test';
import { test } from './support/fixtures';
import { shellSize, typeCommand } from './support/terminal';
import { fromTop, openProject } from './support/terminal-project';
import { clickLink, drawnRows, pointAt, pointable } from './support/terminal-screen';

test('a link opens its page apart, and a place in a file opens in the editor', async ({ page, berth }) => {
  const code = Array.from({ length: 60 }, (_, line) => `const line${line + 1} = 'of the file';\n`).join('');
  const print = `
echo ${berth.url}/healthz
echo "error at a.ts:12:5"
echo "/workspace/src/a.ts:20:3"
echo "日本語 a.ts:7:2"
printf "%*s" $(($(tput cols) - 6)) ""; echo "/workspace/src/a.ts:31:4"`;
  const projectId = await openProject(page, berth, { 'src/a.ts': code, 'src/print.sh': fromTop(print) });
  const grid = await shellSize(page, berth, { projectId, label: 'grid' });
  await typeCommand(page, 'cd src && sh print.sh');
  await expect.poll(async () => (await drawnRows(page)).join('')).toContain('a.ts:31:4');

  const opened = page.context().waitForEvent('page');
  await clickLink(page, grid, { row: 0, column: 3 });
  const popup = await opened;
  await popup.waitForURL(`${berth.url}/healthz`);
  expect(await popup.evaluate(() => window.opener)).toBeNull();
  await popup.close();

  const places = [
    { cell: { row: 1, column: 10 }, place: 'Ln 12, Col 5' },
    { cell: { row: 2, column: 1 }, place: 'Ln 20, Col 3' },
    // Three wide characters and a blank stand before it.
    { cell: { row: 3, column: 13 }, place: 'Ln 7, Col 2' },
    // It begins at the end of the row above.
    { cell: { row: 5, column: 2 }, place: 'Ln 31, Col 4' },
  ];
  for (const { cell, place } of places) {
    await clickLink(page, grid, cell);
    await expect(page.getByText(place)).toBeVisible();
  }
  await expect(page.getByRole('tab', { name: 'a.ts' })).toHaveCount(1);
});

test('places with blanks and brackets in their path open, and those listed under a path', async ({
  page,
  berth,
}) => {
  const code = Array.from({ length: 30 }, (_, line) => `const line${line + 1} = 'of the file';\n`).join('');
  const print = `
echo "In file included from my dir/b c.ts:9:3: error"
echo "app/[slug]/page.tsx(11,2): error TS2322"
echo "/workspace/src/a.ts"
echo "  13:4  error  'a' is not defined  no-undef"
echo "(${berth.url}/healthz?of=(all))."
echo "/etc/host.conf:5 ../../etc/host.conf:5 a.ts:5"
echo "example.com:443 there.com:443 app.d:443 a.ts:5"
echo printed`;
  const projectId = await openProject(page, berth, {
    'src/a.ts': code,
    'src/my dir/b c.ts': code,
    'src/app/[slug]/page.tsx': code,
    'src/there.com': code,
    'src/app.d/inner.ts': code,
    'src/print.sh': fromTop(print),
  });
  const grid = await shellSize(page, berth, { projectId, label: 'grid' });
  await typeCommand(page, 'cd src && sh print.sh');
  await expect.poll(() => drawnRows(page)).toContain('printed');
  const places = [
    { cell: { row: 0, column: 32 }, tab: 'b c.ts', place: 'Ln 9, Col 3' },
    { cell: { row: 1, column: 1 }, tab: 'page.tsx', place: 'Ln 11, Col 2' },
    { cell: { row: 3, column: 3 }, tab: 'a.ts', place: 'Ln 13, Col 4' },
  ];
  for (const { cell, tab, place } of places) {
    await clickLink(page, grid, cell);
    await expect(page.getByText(place)).toBeVisible();
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  }
  const opened = page.context().waitForEvent('page');
  await clickLink(page, grid, { row: 4, column: 3 });
  await (await opened).waitForURL(`${berth.url}/healthz?of=(all)`);
  // What is outside of the project, no file or not there is no link. Each row has a control, which comes with all links of its row.
  for (const { row, link, others } of [
    { row: 5, link: 40, others: [3, 20] },
    { row: 6, link: 17, others: [3, 32] },
  ]) {
    await pointAt(page, grid, { row, column: link });
    await expect(pointable(page)).toBeVisible();
    for (const column of others) {
      await pointAt(page, grid, { row, column });
      await expect(pointable(page)).toHaveCount(0);
      await pointAt(page, grid, { row, column: link });
      await expect(pointable(page)).toBeVisible();
    }
  }
  await clickLink(page, grid, { row: 6, column: 17 });
  await expect(page.getByRole('tab', { name: 'there.com' })).toHaveAttribute('aria-selected', 'true');
});
