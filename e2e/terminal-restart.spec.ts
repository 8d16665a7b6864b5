import { expect, type Page } from '@playwright/test';
import { test } from './support/fixtures';
import { expectAttached, openTerminal, otherBrowser, typeCommand } from './support/terminal';
import { drawnRows, drawnText } from './support/terminal-screen';

const UNITS = 500;

/** Builds one unit after the other, each told by a coloured line and entered in a file, and fails at the end. */
const build = `
echo "build by $$"
unit=0
while [ $unit -lt ${UNITS} ]; do
  unit=$((unit + 1))
  echo "$unit" >> units.txt
  printf '\\033[3%dm[unit %d of ${UNITS}]\\033[0m compiled\\n' $((unit % 7 + 1)) $unit
  sleep 0.02
done
echo "linked by $$"
exit 3
`;

/** The last unit on the screen as the page has drawn it; 0 before the first. */
async function drawnUnit(page: Page): Promise<number> {
  const units = (await drawnRows(page)).join('\n').matchAll(/\[unit (\d+) of/g);
  return Number([...units].at(-1)?.[1] ?? 0);
}

/** Every unit the page has drawn, in order. */
const drawnUnits = (text: string): number[] =>
  [...text.matchAll(/\[unit (\d+) of \d+\] compiled$/gm)].map(([, unit]) => Number(unit));

test('a build goes on under a killed server, and every page sees each of its lines once', async ({
  page,
  browser,
  berth,
}) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Restart' });
  await berth.client().fs.create.mutate({ projectId, path: 'build.sh', content: build });
  const reloading = await otherBrowser(browser, berth, { width: 1440, height: 900 });
  for (const each of [page, reloading]) {
    await each.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openTerminal(each, berth, projectId);
  }
  await typeCommand(page, 'sh build.sh; echo "status=$? of $$"');
  for (const each of [page, reloading]) {
    await expect.poll(() => drawnUnit(each), { intervals: [20] }).toBeGreaterThan(80);
  }

  await berth.stopServer('SIGKILL');
  await expect(page.getByText('What you type is kept')).toBeVisible();
  await typeCommand(page, 'echo typed >> typed.txt');
  await berth.startServer();
  await reloading.reload();
  for (const each of [page, reloading]) await expectAttached(each);
  await expect(page.getByText('What you type is kept')).toBeHidden();
  // The build was under way all the while.
  const whenBack = await drawnUnit(reloading);
  expect(whenBack).toBeGreaterThan(80);
  expect(whenBack).toBeLessThan(UNITS);

  for (const each of [page, reloading]) {
    await expect
      .poll(() => drawnRows(each), { timeout: 60_000 })
      .toContainEqual(expect.stringMatching(/^status=3 of \d+$/));
  }
  const all = Array.from({ length: UNITS }, (_, index) => index + 1);
  const { content: built } = await berth.client().fs.read.query({ projectId, path: 'units.txt' });
  expect(built.trim().split('\n').map(Number)).toEqual(all);
  for (const each of [page, reloading]) {
    const text = await drawnText(each);
    expect(drawnUnits(text)).toEqual(all);
    const pid = /^build by (\d+)$/m.exec(text)?.[1];
    expect(text).toContain(`linked by ${pid}\n`);
  }
  const typed = () => berth.client().fs.read.query({ projectId, path: 'typed.txt' });
  await expect.poll(async () => (await typed().catch(() => undefined))?.content).toBe('typed\n');
  await reloading.context().close();
});
