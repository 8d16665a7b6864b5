import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, type Request } from '@playwright/test';
import { io } from 'socket.io-client';
import { Berth } from './support/berth';
import { MIB } from './support/downloads';
import { test } from './support/fixtures';
import { terminalText, typeCommand } from './support/terminal';

/** A project whose files are written into its folder by `fill`, not by Berth. */
async function makeProject(berth: Berth, fill: (folder: string) => void) {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Scale' });
  const folder = join(berth.dataDir, 'projects', projectId);
  const { uid, gid } = statSync(folder);
  const change = (work: (folder: string) => void) => {
    work(folder);
    if (process.getuid?.() === 0) execFileSync('chown', ['-Rh', `${uid}:${gid}`, folder]);
  };
  change(fill);
  return { projectId, folder, change };
}

const entryOf = (page: Page) => (path: string) =>
  page.getByRole('tree', { name: 'Files' }).locator(`[role="treeitem"][data-path="${path}"]`);

const LINES = 8_000_000;
/** 26 bytes each: 208 MB. */
const line = (number: number) => `this is line ${String(number).padStart(12, '0')}\n`;

function writeHugeText(path: string): void {
  const file = openSync(path, 'w');
  for (let start = 0; start < LINES; start += 40_000) {
    writeSync(file, Array.from({ length: 40_000 }, (_, index) => line(start + index)).join(''));
  }
  closeSync(file);
}

test('what is too big, not text, or no file at all is shown for what it is', async ({ berth, page }) => {
  const { projectId } = await makeProject(berth, (folder) => {
    writeHugeText(join(folder, 'huge.log'));
    writeFileSync(join(folder, 'blob.bin'), Buffer.from([0, 1, 2, 255]));
    writeFileSync(join(folder, 'plain.txt'), 'plain words\n');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('/dev/zero', join(folder, 'zeros'));
    symlinkSync('loop-b', join(folder, 'loop-a'));
    symlinkSync('loop-a', join(folder, 'loop-b'));
    writeFileSync(join(folder, 'sparse'), '');
    truncateSync(join(folder, 'sparse'), MIB * MIB);
  });
  const sizes: Promise<number>[] = [];
  const note = (request: Request) => {
    if (!request.url().includes('/trpc/fs.read')) return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  };
  page.on('requestfinished', note);
  await page.goto(`${berth.url}/?project=${projectId}`);
  const entry = entryOf(page);
  const text = page.getByRole('textbox', { name: 'huge.log' });

  await entry('huge.log').dblclick();
  await expect(text).toContainText(line(0).trim());
  await expect(page.getByText('Read-only', { exact: true })).toBeVisible();
  await expect(page.getByText('of 208 MB')).toBeVisible();
  await page.getByRole('button', { name: 'Next part' }).click();
  await expect(page.getByText('524 kB to 1.0 MB of 208 MB')).toBeVisible();
  await page.getByRole('slider', { name: 'Position in the file' }).press('End');
  await expect(text).toContainText(line(LINES - 1).trim());
  await text.click();
  await page.keyboard.type('typed');
  await expect(text).not.toContainText('typed');
  await page.getByRole('button', { name: 'Start of the file' }).click();
  await expect(text).toContainText(line(0).trim());
  // Some windows were sent, and a few lines of one are drawn.
  page.off('requestfinished', note);
  const received = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(received).toBeGreaterThan(0);
  expect(received).toBeLessThan(5 * MIB);
  expect(await page.locator('.cm-line').count()).toBeLessThan(500);

  await entry('blob.bin').dblclick();
  await expect(page.getByText('blob.bin has 4 bytes.')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('main').getByRole('button', { name: 'Download', exact: true }).last().click();
  expect([...readFileSync(await (await download).path())]).toEqual([0, 1, 2, 255]);

  await entry('sparse').dblclick();
  await expect(page.getByText('sparse has 1.1 TB.')).toBeVisible();
  for (const [name, answer] of [
    ['pipe', 'it is a folder, a pipe, a socket or a device'],
    ['zeros', 'outside'],
    ['loop-a', 'loop'],
  ] as const) {
    await entry(name).dblclick();
    await expect(page.getByText(`${name} cannot be shown`)).toBeVisible();
    await expect(page.getByRole('main')).toContainText(answer);
    // As many more as could hold every thread of the agent.
    for (let again = 0; again < 4; again++) await page.getByRole('button', { name: 'Try again' }).click();
  }
  await entry('plain.txt').dblclick();
  await expect(page.getByRole('textbox', { name: 'plain.txt' })).toContainText('plain words');
});

test('a flood of files leaves the page answering, the socket calm and the tree right', async ({
  berth,
  page,
}) => {
  test.setTimeout(300_000);
  const { projectId } = await makeProject(berth, (folder) => {
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
    writeFileSync(join(folder, 'notes.txt'), '');
    for (const name of ['flood', 'node_modules']) mkdirSync(join(folder, name));
  });
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'] });
  const told = { messages: 0, largest: 0, ignored: 0 };
  socket.on('file_tree_update', ({ changes }: { changes: { path: string }[] }) => {
    told.messages += 1;
    told.largest = Math.max(told.largest, changes.length);
    told.ignored += changes.filter(({ path }) => path.startsWith('node_modules/p1/')).length;
  });
  try {
    await socket.timeout(10_000).emitWithAck('project_subscribe', { projectId });
    await page.goto(`${berth.url}/?project=${projectId}`);
    const entry = entryOf(page);
    await entry('flood').click();
    await entry('node_modules').click();
    await entry('notes.txt').dblclick();
    const text = page.getByRole('textbox', { name: 'notes.txt' });
    await expect(text).toBeVisible();

    // The longest time in which the page's only thread did nothing else.
    await page.evaluate(() => {
      const heart = { beats: 0, gap: 0, last: performance.now() };
      Reflect.set(window, 'heart', heart);
      setInterval(() => {
        const now = performance.now();
        heart.gap = Math.max(heart.gap, now - heart.last);
        heart.last = now;
        heart.beats += 1;
      }, 20);
    });
    await typeCommand(
      page,
      'for d in $(seq 20); do for r in flood node_modules; do mkdir $r/p$d; (cd $r/p$d; seq 1250 | split -l1 -a4 -d - f); done; done; echo written $((25000 * 2))',
    );
    await text.click();
    await page.keyboard.type('typed meanwhile');
    await expect(text).toContainText('typed meanwhile');
    await expect.poll(() => terminalText(berth, projectId), { timeout: 150_000 }).toContain('written 50000');

    await expect(entry('node_modules/p20')).toHaveAttribute('aria-setsize', '20');
    await page.getByRole('tree', { name: 'Files' }).press('Home');
    await expect(entry('flood/p1')).toHaveAttribute('aria-setsize', '20');
    await entry('flood/p1').click();
    await expect(entry('flood/p1/f0000')).toHaveAttribute('aria-setsize', '1250');
    const heart = await page.evaluate(() => Reflect.get(window, 'heart') as { beats: number; gap: number });
    expect(heart.beats).toBeGreaterThan(20);
    expect(heart.gap).toBeLessThan(2_000);
    // Batches, not one message a file; and nothing of what is in ignored folders that nobody looks at.
    expect(told.messages).toBeGreaterThan(0);
    expect(told.messages).toBeLessThan(2_500);
    expect(told.largest).toBeLessThanOrEqual(1_000);
    expect(told.ignored).toBe(0);

    // What comes after the flood is followed as before it.
    await typeCommand(page, 'rm -r flood/p1; touch after-the-flood.txt');
    await expect(entry('flood/p1')).toBeHidden();
    await expect(entry('flood/p2')).toHaveAttribute('aria-setsize', '19');
    await page.getByRole('tree', { name: 'Files' }).press('End');
    await expect(entry('after-the-flood.txt')).toBeVisible();
  } finally {
    socket.disconnect();
  }
});

test('a folder of more files than are counted goes at once, and comes back whole', async ({
  berth,
  page,
}) => {
  const { projectId, folder } = await makeProject(berth, (root) => {
    mkdirSync(join(root, 'many'));
    execFileSync('bash', ['-c', 'seq 100001 | split -l1 -a6 -d - f'], { cwd: join(root, 'many') });
  });
  await page.goto(`${berth.url}/?project=${projectId}`);
  const entry = entryOf(page);
  await entry('many').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete “many”?' });
  await expect(question).toContainText(
    'More than 100,000 files in it, over 589 kB. You can undo this for an hour.',
  );
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(entry('many')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry('many')).toBeVisible();
  expect(readdirSync(join(folder, 'many'))).toHaveLength(100_001);
});

test('folders beyond the limit of watches are looked at now and then, and the page says so', async ({
  browser,
  runtime,
}) => {
  await using berth = await Berth.start({ runtime, env: { BERTH_WORKSPACE_WATCHES: '3' } });
  const { projectId, folder, change } = await makeProject(berth, (root) => mkdirSync(join(root, 'a')));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    await page.goto(`${berth.url}/?project=${projectId}`);
    const entry = entryOf(page);
    const note = page.getByRole('region', { name: 'Status' }).getByText('Files refresh slowly');
    await entry('a').click();
    await expect(page.getByText('Empty', { exact: true })).toBeVisible();
    await expect(note).toBeHidden();

    change(() => mkdirSync(join(folder, 'b/deep/er'), { recursive: true }));
    await expect(note).toBeVisible();
    await note.hover();
    await expect(page.getByRole('tooltip')).toContainText('BERTH_WORKSPACE_WATCHES');
    await entry('b').click();
    await entry('b/deep').click();
    await entry('b/deep/er').click();
    change(() => writeFileSync(join(folder, 'b/deep/er/late.txt'), 'late\n'));
    await expect(entry('b/deep/er/late.txt')).toBeVisible();

    change(() => rmSync(join(folder, 'b'), { recursive: true }));
    await expect(entry('b')).toBeHidden();
    await expect(note).toBeHidden();
  } finally {
    await context.close();
  }
});
