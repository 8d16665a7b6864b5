import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';
import {
  expectAttached,
  expectInTerminal,
  expectTabShown,
  limited,
  openTerminal,
  otherBrowser,
  shellSize,
  terminalText,
  typeCommand,
} from './support/terminal';
import { drawnRows } from './support/terminal-screen';

async function newProject(berth: Berth): Promise<string> {
  const { id } = await berth.client().project.create.mutate({ name: 'Terminals' });
  return id;
}

/** Pixels the panel leaves unused, in cells of a terminal of that size. */
async function unusedCells(page: Page, { rows, cols }: { rows: number; cols: number }) {
  const panel = await page.locator('[data-testid="terminal-screen"]:visible').boundingBox();
  const screen = await page.locator('.xterm:visible .xterm-screen').boundingBox();
  if (!panel || !screen) throw new Error('No terminal is shown.');
  return {
    rows: (panel.height - screen.height) / (screen.height / rows),
    cols: (panel.width - screen.width) / (screen.width / cols),
  };
}

/** That the shell has all rows and columns the panel has room for, limited by no other viewer. */
async function expectFullPanel(page: Page, berth: Berth, asked: { projectId: string; label: string }) {
  const size = await shellSize(page, berth, asked);
  const unused = await unusedCells(page, size);
  expect(unused.rows).toBeLessThan(1);
  // The scroll bar takes up to three columns.
  expect(unused.cols).toBeLessThan(4);
  await expect(limited(page)).toBeHidden();
  return size;
}

test('a terminal has the size of its panel, after a reload too, and hidden ones do not count', async ({
  page,
  berth,
}) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  const expectFull = (label: string) => expectFullPanel(page, berth, { projectId, label });
  const first = await expectFull('fresh');
  await page.reload();
  await expectAttached(page);
  expect(await expectFull('reloaded')).toEqual(first);

  await page.getByRole('button', { name: 'New terminal' }).click();
  await expectTabShown(page, 2);
  await expectAttached(page);
  const second = await expectFull('second');
  expect(second).toEqual(first);
  await page.setViewportSize({ width: 1000, height: 700 });
  await expect.poll(async () => (await unusedCells(page, second)).rows).toBeLessThan(1);
  // The shell is told a moment after the page has drawn it.
  let asked = 0;
  await expect
    .poll(async () => (await shellSize(page, berth, { projectId, label: `asked ${++asked}` })).cols, {
      timeout: 30_000,
    })
    .toBeLessThan(first.cols);
  expect((await expectFull('narrow')).cols).toBeLessThan(first.cols);
});

test('a page attaches to its terminal once, before it is drawn, and the shell gets the size of the page', async ({
  page,
  berth,
}) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  const before = await shellSize(page, berth, { projectId, label: 'before' });
  await typeCommand(page, 'seq 3000');
  await expectInTerminal(berth, projectId, /^3000$/m);
  const address = page.url();
  await page.goto('about:blank');
  await page.setViewportSize({ width: 1000, height: 700 });
  const said: string[] = [];
  page.on('websocket', (opened) =>
    opened.on('framesent', ({ payload }) => {
      const [name, input] = JSON.parse(/^42\d*(\[.*)$/s.exec(String(payload))?.[1] ?? '[]');
      if (name === 'terminal_attach') said.push('cols' in input ? 'attach in a size' : 'attach');
      if (name === 'terminal_detach') said.push('detach');
    }),
  );
  await page.goto(address);
  await expectAttached(page);
  expect(said).toEqual(['attach']);
  await expect.poll(async () => (await drawnRows(page)).includes('3000')).toBe(true);
  let asked = 0;
  const size = () => shellSize(page, berth, { projectId, label: `resized ${++asked}` });
  await expect.poll(async () => (await size()).cols, { timeout: 30_000 }).toBeLessThan(before.cols);
  await expectFullPanel(page, berth, { projectId, label: 'full' });
  expect(said).toEqual(['attach']);
});

test('two viewers share the smallest size, and the larger one is told', async ({ page, browser, berth }) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  const alone = await shellSize(page, berth, { projectId, label: 'alone' });
  const other = await otherBrowser(browser, berth, { width: 900, height: 900 });
  await openTerminal(other, berth, projectId);
  await expect(limited(page)).toBeVisible();
  await expect(limited(other)).toBeHidden();
  const shared = await shellSize(page, berth, { projectId, label: 'shared' });
  expect(shared.cols).toBeLessThan(alone.cols);
  await other.context().close();
  await expect(limited(page)).toBeHidden();
  expect(await shellSize(page, berth, { projectId, label: 'alone again' })).toEqual(alone);
});

test('vim is on the screen again after a reload, and goes on editing', async ({ page, berth }) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  await typeCommand(page, 'vim notes.txt');
  await expectInTerminal(berth, projectId, '"notes.txt" [New]');
  await page.keyboard.type('ifirst');
  await page.keyboard.press('Escape');
  await expectInTerminal(berth, projectId, /^first[\s\S]*1,5\s*All/m);
  const before = await terminalText(berth, projectId);
  await expect.poll(async () => (await drawnRows(page)).at(-1)).toMatch(/1,5\s*All/);
  const drawn = await drawnRows(page);
  expect(drawn[0]).toBe('first');
  await page.reload();
  await expectAttached(page);
  await expect.poll(() => drawnRows(page)).toEqual(drawn);
  await expect.poll(() => terminalText(berth, projectId)).toBe(before);
  await page.locator('.xterm:visible').click();
  await page.keyboard.type('osecond');
  await page.keyboard.press('Escape');
  await typeCommand(page, ':wq');
  const saved = () => berth.client().fs.read.query({ projectId, path: 'notes.txt' });
  await expect.poll(async () => (await saved().catch(() => undefined))?.content).toBe('first\nsecond\n');
});

test('a shell outlives its tab and a killed server, and misses nothing', async ({ page, browser, berth }) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  await typeCommand(page, 'KEPT=yes; echo "pid=$$"');
  await expectInTerminal(berth, projectId, /pid=\d+/);
  const pid = /pid=(\d+)/.exec(await terminalText(berth, projectId))?.[1];
  await page.close();

  const other = await otherBrowser(browser, berth);
  await openTerminal(other, berth, projectId);
  await typeCommand(other, 'for i in $(seq 60); do echo "n=$i"; sleep 0.1; done; echo "same=$KEPT-$$"');
  await expectInTerminal(berth, projectId, 'n=5');
  await berth.stopServer('SIGKILL');
  await expect(other.getByText('What you type is kept')).toBeVisible();
  await typeCommand(other, 'echo "typed while down: $KEPT"');
  await berth.startServer();
  await berth.client().project.open.mutate({ projectId });
  await expectInTerminal(berth, projectId, `same=yes-${pid}`);
  const numbers = [...(await terminalText(berth, projectId)).matchAll(/n=(\d+)/g)].map(([, n]) => Number(n));
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  await expectInTerminal(berth, projectId, 'typed while down: yes');
  await expectAttached(other);
  await typeCommand(other, 'echo "typed after $KEPT"');
  await expectInTerminal(berth, projectId, 'typed after yes');
  await expect.poll(() => drawnRows(other)).toContain('typed after yes');
  await other.context().close();
});

test('nothing a program prints holds its terminal up, on the page or for who comes next', async ({
  page,
  berth,
}) => {
  const projectId = await newProject(berth);
  const hostile = [
    ...['S', 'T', 'L', 'M', 'I', 'Z', 'b'].map((final) => `x\x1b[2147483647${final}`),
    '\x1b[?1049h\x1b[999;999H\x1b[1J\x1b[?1049l',
    '\x1b[999;999H\x1b[1J\x1b[H',
    '\x1bP0;1|no end of it\x18\x1b]8;;x:\x07\x1b[38:2:1m\x1b]52;c;?\x07\x1bc',
  ].join('');
  await berth.client().fs.create.mutate({ projectId, path: 'hostile.txt', content: hostile });
  await openTerminal(page, berth, projectId);
  await typeCommand(page, 'echo "pid=$$"');
  await expectInTerminal(berth, projectId, /pid=\d+/);
  const pid = /pid=(\d+)/.exec(await terminalText(berth, projectId))?.[1];
  const noise = `head -c 3000 /dev/urandom | tr -d '\\033\\220-\\237'`;
  await typeCommand(page, `cat hostile.txt; ${noise}; printf '\\033c'; echo "drawn $((40 + 2)) by $$"`);
  await expect.poll(() => drawnRows(page), { timeout: 30_000 }).toContain(`drawn 42 by ${pid}`);
  await page.reload();
  await expectAttached(page);
  await expect.poll(() => drawnRows(page)).toContain(`drawn 42 by ${pid}`);
  await page.locator('.xterm:visible').click();
  await typeCommand(page, 'echo "typed $((40 + 3))"');
  await expect.poll(() => drawnRows(page)).toContain('typed 43');
});

test('a sixth terminal is refused with what to do, and a killed shell says by what', async ({
  page,
  berth,
}) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  const tabs = page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');
  for (let count = 2; count <= 5; count += 1) {
    await page.getByRole('button', { name: 'New terminal' }).click();
    await expect(tabs).toHaveCount(count);
  }
  await page.getByRole('button', { name: 'New terminal' }).click();
  await expect(page.getByText('A project has at most 5 terminals. Close one first.').first()).toBeVisible();
  await expect(tabs).toHaveCount(5);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expectAttached(page);
  await page.locator('.xterm:visible').click();
  await typeCommand(page, 'kill -9 $$');
  await expect(page.getByText('Ended by SIGKILL')).toBeVisible();
  // Its place is free again.
  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText('Ended by SIGKILL')).toBeHidden();
  await expect(tabs).toHaveCount(5);
});

test('an ended shell shows its code and restarts', async ({ page, berth }) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  await typeCommand(page, 'exit 7');
  await expect(page.getByText('Ended with exit code 7')).toBeVisible();
  // Nothing reads what is typed now, and it is no error.
  await page.keyboard.type('typed too late\n');
  await page.keyboard.press('Control+C');
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText('Ended with exit code 7')).toBeHidden();
  await expectAttached(page);
  await typeCommand(page, 'echo "again $((40 + 2))"');
  await expectInTerminal(berth, projectId, 'again 42');
});

test('closing a terminal ends what it left running', async ({ page, berth }) => {
  const projectId = await newProject(berth);
  await openTerminal(page, berth, projectId);
  await typeCommand(
    page,
    `nohup sleep 4321 & setsid sleep 4321 & env -i setsid sh -c '(sleep 4321 &)' & echo "started $((1 + 1))"`,
  );
  await expectInTerminal(berth, projectId, 'started 2');
  await page.getByRole('button', { name: 'New terminal' }).click();
  const tabs = page.getByRole('tablist', { name: 'Terminals' });
  await expectTabShown(page, 2);
  await expectAttached(page);
  // They are started, and end, behind the shell's back.
  const count = 'left=$(pgrep -fc "[s]leep 4321")';
  await typeCommand(page, `until ${count}; [ $left = 3 ]; do sleep 0.1; done; echo "before: $left"`);
  await expectInTerminal(berth, projectId, 'before: 3');
  await tabs.getByRole('button', { name: 'Close' }).first().click();
  await expect(tabs.getByRole('tab')).toHaveCount(1);
  await typeCommand(page, `while ${count}; do sleep 0.1; done; echo "after: $left"`);
  await expectInTerminal(berth, projectId, 'after: 0');
});
