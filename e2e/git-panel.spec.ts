import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';
import { typeCommand } from './support/terminal';

/** A repository with a commit; four of its files are changed and one is new, with a shell on screen. */
async function openChanged(berth: Berth, page: Page, name: string) {
  const { fs, git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name });
  await git.init.mutate({ projectId, gitignore: { template: 'none' } });
  await git.setIdentity.mutate({ projectId, name: 'Ada Lovelace', email: 'ada@example.invalid' });
  const write = (path: string, content: string) => fs.create.mutate({ projectId, path, content });
  await write('src/main.ts', 'export function answer(): number {\n  return 41;\n}\n');
  for (const file of ['one', 'two', 'three']) await write(`${file}.txt`, `${file}\n`);
  await git.stage.mutate({ projectId, paths: ['.'] });
  await git.commit.mutate({ projectId, message: 'Start' });
  await page.goto(`${berth.url}/?project=${projectId}`);
  await expect(page.getByRole('treeitem', { name: 'one.txt' })).toBeVisible();
  await page.keyboard.press('Control+`');
  await typeCommand(
    page,
    'for f in one two three; do echo more >> $f.txt; done; sed -i s/41/42/ src/main.ts; echo new > new.txt',
  );
  // What the terminal changes shows up by itself, in the tree and in the view.
  await expect(page.getByRole('treeitem', { name: 'one.txt' })).toContainText('M');
  await expect(page.getByRole('treeitem', { name: 'new.txt' })).toContainText('U');
  await page.getByRole('button', { name: 'Source control' }).click();
  const panel = page.getByRole('region', { name: 'Source control' });
  const group = (title: string) => panel.locator('[role=treeitem][aria-level="1"]', { hasText: title });
  await expect(group('Changes')).toContainText('4');
  await expect(group('Untracked')).toContainText('1');
  return {
    projectId,
    git,
    panel,
    group,
    line: (label: string) => panel.getByRole('treeitem', { name: label }),
    message: panel.getByRole('textbox', { name: 'Commit message' }),
  };
}

test('the keyboard moves, stages one after the other, and unstages', async ({ berth, page }) => {
  const { group, line } = await openChanged(berth, page, 'Keyboard');
  await line('one.txt, Modified').getByText('one.txt').click();
  await expect(line('one.txt, Modified')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Space');
  await expect(group('Staged')).toContainText('1');
  await page.keyboard.press('Space');
  await expect(group('Staged')).toContainText('2');
  await expect(group('Changes')).toContainText('2');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(group('Staged')).toContainText('1');
  await page.screenshot({ path: test.info().outputPath('keyboard.png') });
});

test('the view is drawn out of sight before it is first opened, and shows what happened since', async ({
  berth,
  page,
}) => {
  const { fs, git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Ahead' });
  await git.init.mutate({ projectId, gitignore: { template: 'none' } });
  for (let index = 0; index < 60; index += 1)
    await fs.create.mutate({ projectId, path: `file-${index}.txt`, content: 'x' });
  await page.goto(`${berth.url}/?project=${projectId}`);
  const panel = page.locator('section[aria-label="Source control"]');
  const lines = panel.locator('[role=treeitem][aria-level="2"]');
  await expect.poll(() => lines.count(), { timeout: 60_000 }).toBeGreaterThan(10);
  await expect(panel).toBeHidden();
  await fs.create.mutate({ projectId, path: 'a-new-one.txt', content: 'x' });
  await expect(lines.first()).toContainText('a-new-one.txt');
  await page.getByRole('button', { name: 'Source control' }).click();
  await expect(lines.first()).toBeVisible();
  // Its height is known by now: there are lines down to its end.
  const list = panel.getByRole('tree', { name: 'Changes' });
  const bottom = await list.evaluate((element) => element.getBoundingClientRect().bottom);
  await expect
    .poll(() =>
      lines.evaluateAll((all) => Math.max(...all.map((line) => line.getBoundingClientRect().bottom))),
    )
    .toBeGreaterThan(bottom);
  await page.keyboard.press('Control+Shift+E');
  await expect(panel).toBeHidden();
  await expect(page.getByRole('treeitem', { name: 'a-new-one.txt' })).toBeVisible();
});

test('one menu serves every line, by pointer and by the menu key', async ({ berth, page }) => {
  const { group, line } = await openChanged(berth, page, 'Menus');
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
  await line('one.txt, Modified').click({ button: 'right' });
  await expect(item('Open file')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('line-menu.png') });
  await item('Stage').click();
  await expect(group('Staged')).toContainText('1');
  await group('Changes').click({ button: 'right' });
  await page.screenshot({ path: test.info().outputPath('group-menu.png') });
  await expect(item('Discard all…')).toBeVisible();
  await item('Stage all').click();
  await expect(group('Staged')).toContainText('4');

  // The menu key means the line the keyboard is at.
  await line('new.txt, Untracked').getByText('new.txt').click();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const first = page.locator('[role=treeitem][aria-selected="true"]');
  await expect(first).toHaveAttribute('aria-label', /, (Modified|Deleted|Added)$/);
  await page.keyboard.press('ContextMenu');
  await expect(item('Unstage')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('key-menu.png') });
  await page.keyboard.press('Escape');
  await expect(item('Unstage')).toBeHidden();
  // A menu gives the keyboard back a task after it has gone.
  await expect(page.getByRole('tree', { name: 'Changes' })).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await item('Unstage').click();
  await expect(group('Staged')).toContainText('3');
});

test('a drag stages and unstages', async ({ berth, page }) => {
  const { projectId, git, group, line } = await openChanged(berth, page, 'Drag');
  await git.stage.mutate({ projectId, paths: ['one.txt'] });
  await expect(group('Staged')).toContainText('1');
  await line('new.txt, Untracked').dragTo(group('Staged'));
  await expect(line('new.txt, Added')).toBeVisible();
  await expect(group('Staged')).toContainText('2');
  await line('one.txt, Modified').dragTo(group('Changes'));
  await expect(group('Staged')).toContainText('1');
  await expect(group('Changes')).toContainText('4');
});

test('a diff has syntax colours, side by side and inline, and follows the file', async ({ berth, page }) => {
  const { line } = await openChanged(berth, page, 'Diff');
  await line('src/main.ts, Modified').getByText('main.ts').click();
  const sides = page.locator('.cm-mergeView .cm-content');
  await expect(sides.first()).toContainText('return 41;');
  await expect(sides.last()).toContainText('return 42;');
  const colours = sides.last().locator('.cm-line span');
  await expect
    .poll(
      async () =>
        new Set(await colours.evaluateAll((spans) => spans.map((s) => getComputedStyle(s).color))).size,
    )
    .toBeGreaterThan(2);
  await page.screenshot({ path: test.info().outputPath('split.png') });
  await page.getByRole('button', { name: 'Inline' }).click();
  await expect(page.locator('.cm-deletedChunk')).toContainText('return 41;');
  await page.screenshot({ path: test.info().outputPath('inline.png') });
  await typeCommand(page, 'sed -i s/42/43/ src/main.ts');
  await expect(page.locator('.cm-changedLine').first()).toContainText('return 43;');
});

test('commits, amends, is refused by a hook, and searches the history', async ({ berth, page }) => {
  const { projectId, git, panel, group, line, message } = await openChanged(berth, page, 'Commits');

  await test.step('commit what is staged, find its message again, and amend', async () => {
    await git.stage.mutate({ projectId, paths: ['new.txt'] });
    await expect(group('Staged')).toContainText('1');
    await message.fill('Add new.txt');
    await message.press('Control+Enter');
    await expect(group('Staged')).toBeHidden();
    await expect(message).toHaveValue('');
    await message.press('ArrowUp');
    await expect(message).toHaveValue('Add new.txt');
    await message.press('ArrowDown');
    await expect(message).toHaveValue('');
    await line('one.txt, Modified').hover();
    await line('one.txt, Modified').getByRole('button', { name: 'Stage' }).click();
    await expect(group('Staged')).toContainText('1');
    await panel.getByRole('button', { name: 'More ways to commit' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Amend last commit' }).click();
    await panel.getByRole('button', { name: 'Amend last commit' }).click();
    await expect(group('Staged')).toBeHidden();
    const { commits } = await git.commits.query({ projectId });
    expect(commits.map(({ subject }) => subject)).toEqual(['Add new.txt', 'Start']);
  });

  await test.step('a hook that refuses is read as text, and nothing is lost', async () => {
    const folder = join(berth.dataDir, 'projects', projectId);
    const hook = join(folder, '.git', 'hooks', 'pre-commit');
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true });
    const script = ['#!/bin/sh', 'printf "\\033[31mtwo.txt:3\\033[0m no full stop\\n" >&2', 'exit 1', ''];
    writeFileSync(hook, script.join('\n'));
    chmodSync(hook, 0o755);
    const { uid, gid } = statSync(folder);
    chownSync(hook, uid, gid);
    await message.fill('Refused');
    await panel.getByRole('button', { name: 'Commit all' }).click();
    const output = page.getByRole('dialog', { name: 'The commit was not made' });
    await expect(output).toContainText('The pre-commit hook refused. Nothing is lost');
    await expect(output.locator('pre')).toHaveText('two.txt:3 no full stop');
    await page.screenshot({ path: test.info().outputPath('hook.png') });
    await output.getByRole('button', { name: 'Close' }).last().click();
    // Nothing was staged before, so nothing is now.
    await expect(group('Staged')).toBeHidden();
    await expect.poll(() => git.status.query({ projectId })).toMatchObject({ staged: [] });
    await page.reload();
    await expect(message).toHaveValue('Refused');
    await expect(line('two.txt, Modified')).toBeVisible();
  });

  await test.step('history by message, author and path', async () => {
    await panel.getByRole('tab', { name: 'History' }).click();
    const commits = panel.getByRole('list', { name: 'Commits' }).getByRole('listitem');
    const search = panel.getByRole('searchbox', { name: 'Search the history' });
    await expect(commits).toHaveCount(2);
    for (const [text, subject] of [
      ['add', 'Add new.txt'],
      ['path:new.txt', 'Add new.txt'],
      ['path:src', 'Start'],
      ['author:"ada lovelace" start', 'Start'],
    ] as const) {
      await search.fill(text);
      await expect(commits).toHaveCount(1);
      await expect(commits).toContainText(subject);
    }
    await search.fill('author:grace');
    await expect(panel.getByText('No commits')).toBeVisible();
    await search.fill('');
    await commits.first().click();
    await expect(page.getByRole('heading', { name: 'Add new.txt' })).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('history.png') });
  });
});

test('a hook that never ends is shown and cancelled, and so is what waits behind it', async ({
  berth,
  page,
}, info) => {
  const { projectId, git, panel, group, line, message } = await openChanged(berth, page, 'Hangs');
  const { fs } = berth.client();
  await typeCommand(
    page,
    `printf '#!/bin/sh\\ntrap "" TERM\\ntouch hangs\\nsleep 1234 & wait; wait\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit; echo hangs > .git/info/exclude`,
  );
  const exclude = () => fs.read.query({ projectId, path: '.git/info/exclude' }).catch(() => undefined);
  await expect.poll(async () => (await exclude())?.content).toBe('hangs\n');
  await git.stage.mutate({ projectId, paths: ['new.txt'] });
  await expect(group('Staged')).toContainText('1');
  await message.fill('Never');
  await panel.getByRole('button', { name: 'Commit', exact: true }).click();
  const committing = panel.getByRole('progressbar', { name: 'Commit is under way' });
  await expect(committing).toBeVisible();
  await expect.poll(() => fs.stat.query({ projectId, path: 'hangs' }).catch(() => undefined)).toBeTruthy();

  await line('one.txt, Modified').hover();
  await line('one.txt, Modified').getByRole('button', { name: 'Stage' }).click();
  await expect(panel.getByRole('progressbar', { name: 'Staging waits for its turn' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('hangs.png') });
  await panel.getByRole('button', { name: 'Cancel' }).last().click();
  await expect(page.getByText('Staging cancelled', { exact: true })).toBeVisible();
  await expect(committing).toBeVisible();

  // The status bar says it too, wherever the person is.
  const begun = Date.now();
  await page.getByRole('button', { name: 'Commit…' }).click();
  await expect(committing).toBeHidden();
  expect(Date.now() - begun).toBeLessThan(10_000);
  await expect(page.getByText('Commit cancelled', { exact: true })).toBeVisible();
  await expect(page.getByText('Nothing was committed.', { exact: true })).toBeVisible();
  await expect(message).toHaveValue('Never');
  // Berth asks git for its state now and then, so it is looked until none runs.
  const left = 'left=$(ps -e -o comm= | grep -c -e ^git -e ^pre-commit -e ^sleep)';
  await typeCommand(
    page,
    `while ${left}; do sleep 0.1; done; rm .git/hooks/pre-commit; git fsck && echo $left > left-over`,
  );
  const read = () => fs.read.query({ projectId, path: 'left-over' }).catch(() => undefined);
  await expect.poll(async () => (await read())?.content).toBe('0\n');
  await expect(group('Staged')).toContainText('1');
  await panel.getByRole('button', { name: 'Commit', exact: true }).click();
  await expect(group('Staged')).toBeHidden();
  expect((await git.commits.query({ projectId })).commits[0]?.subject).toBe('Never');
});
