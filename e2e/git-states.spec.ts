import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';
import { expectInTerminal, typeCommand } from './support/terminal';

const author = { name: 'Ada', email: 'ada@example.invalid' };

/** A repository whose first commit has the files. */
async function createRepository(berth: Berth, name: string, files: Record<string, string>): Promise<string> {
  const { fs, git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name });
  await git.init.mutate({ projectId, gitignore: { template: 'none' } });
  await git.setIdentity.mutate({ projectId, ...author });
  for (const [path, content] of Object.entries(files)) await fs.create.mutate({ projectId, path, content });
  await git.stage.mutate({ projectId, paths: ['.'] });
  await git.commit.mutate({ projectId, message: 'Start' });
  return projectId;
}

/** A repository whose branches `main` and `theirs` have changed every file each in its way. */
async function createDivided(
  berth: Berth,
  name: string,
  { names, deletedByThem }: { names: readonly string[]; deletedByThem?: string },
): Promise<string> {
  const { fs, git } = berth.client();
  const projectId = await createRepository(
    berth,
    name,
    Object.fromEntries(names.map((path) => [path, 'base\n'])),
  );
  const commitEverywhere = async (side: string) => {
    for (const path of names) await fs.update.mutate({ projectId, path, content: `${side}\n` });
    if (side === 'theirs' && deletedByThem) await fs.delete.mutate({ projectId, path: deletedByThem });
    await git.stage.mutate({ projectId, paths: ['.'] });
    await git.commit.mutate({ projectId, message: side });
  };
  await git.checkout.mutate({ projectId, branch: 'theirs', create: true });
  await commitEverywhere('theirs');
  await git.checkout.mutate({ projectId, branch: 'main' });
  await commitEverywhere('ours');
  return projectId;
}

async function openSourceControl(berth: Berth, page: Page, projectId: string) {
  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('button', { name: 'Source control' }).click();
  const panel = page.getByRole('region', { name: 'Source control' });
  return {
    panel,
    line: (label: string) => panel.getByRole('treeitem', { name: label }),
    group: (title: string) => panel.locator('[role=treeitem][aria-level="1"]', { hasText: title }),
    message: panel.getByRole('textbox', { name: 'Commit message' }),
  };
}

/** Does by keyboard what there is to do with the first line. Each key focuses the list: a closed dialog gives the focus back late. */
async function pressOnFirst(page: Page): Promise<void> {
  const list = page.getByRole('tree', { name: 'Changes' });
  for (const key of ['Home', 'ArrowDown', 'Space']) await list.press(key);
}

test('a conflict shows its ways out: either side, both, the file as it is, or back to before', async ({
  berth,
  page,
}, info) => {
  const { fs, git } = berth.client();
  const names = ['both.txt', 'edited.txt', 'gone.txt', 'ours.txt', 'theirs.txt'];
  const projectId = await createDivided(berth, 'Conflicts', { names, deletedByThem: 'gone.txt' });
  const { panel, line, group } = await openSourceControl(berth, page, projectId);
  const merge = async () => {
    await page.getByRole('button', { name: /^Branch main/ }).click();
    await page.getByRole('button', { name: 'Merge theirs into the current branch' }).click();
    await expect(group('Conflicts')).toContainText('5');
    await expect(panel.getByRole('status')).toContainText('5 files have conflicts to resolve');
  };
  const contentOf = async (path: string) => (await fs.read.query({ projectId, path })).content;
  const take = (name: string, way: string) =>
    line(`${name}, In conflict`).getByRole('button', { name: way }).click();

  await merge();
  await expect(panel.getByRole('button', { name: 'Continue' })).toBeDisabled();
  await page.screenshot({ path: test.info().outputPath('conflicts.png') });
  await panel.getByRole('button', { name: 'Abort' }).click();
  const aborting = page.getByRole('alertdialog', { name: 'Abort the merge?' });
  await aborting.getByRole('button', { name: 'Cancel' }).click();
  await expect(group('Conflicts')).toContainText('5');
  await panel.getByRole('button', { name: 'Abort' }).click();
  await aborting.getByRole('button', { name: 'Abort' }).click();
  await expect(panel.getByText('No changes')).toBeVisible();
  expect(await contentOf('theirs.txt')).toBe('ours\n');

  await merge();
  // What was edited by hand meanwhile is lost only after a question.
  await fs.update.mutate({ projectId, path: 'ours.txt', content: 'half done\n' });
  await take('ours.txt', 'Accept ours');
  const edits = page.getByRole('alertdialog', { name: 'Lose what was edited by hand?' });
  await expect(edits).toContainText('ours.txt');
  await page.screenshot({ path: info.outputPath('hand-edits.png') });
  await edits.getByRole('button', { name: 'Cancel' }).click();
  expect(await contentOf('ours.txt')).toBe('half done\n');
  await take('ours.txt', 'Accept ours');
  await edits.getByRole('button', { name: 'Replace the file' }).click();
  await expect(group('Conflicts')).toContainText('4');
  await take('theirs.txt', 'Accept theirs');
  await expect(group('Conflicts')).toContainText('3');
  await take('both.txt', 'Accept both');
  await expect(group('Conflicts')).toContainText('2');
  // A deletion and a change cannot be combined.
  const gone = line('gone.txt, In conflict');
  await expect(gone).toContainText('deleted by them');
  await expect(gone.getByRole('button', { name: 'Accept both' })).toHaveCount(0);
  await take('gone.txt', 'Accept theirs');
  await expect(group('Conflicts')).toContainText('1');
  await line('edited.txt, In conflict').getByText('edited.txt').click();
  await expect(page.locator('.cm-content')).toContainText('<<<<<<<');
  // With git's markers still in it, it is asked about first, from its buttons and from its menu.
  const question = page.getByRole('alertdialog', { name: 'Mark resolved with its markers?' });
  await take('edited.txt', 'Mark resolved');
  await expect(question).toContainText('edited.txt');
  await page.screenshot({ path: info.outputPath('markers.png') });
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await line('edited.txt, In conflict').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Mark resolved' }).click();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(group('Conflicts')).toContainText('1');
  await pressOnFirst(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(group('Conflicts')).toContainText('1');
  await fs.update.mutate({ projectId, path: 'edited.txt', content: 'by hand\n' });
  await take('edited.txt', 'Mark resolved');
  await expect(panel.getByRole('status')).toContainText('Everything is resolved');
  await panel.getByRole('button', { name: 'Continue' }).click();
  await expect(panel.getByText('No changes')).toBeVisible();
  expect(await contentOf('ours.txt')).toBe('ours\n');
  expect(await contentOf('theirs.txt')).toBe('theirs\n');
  expect(await contentOf('both.txt')).toBe('ours\ntheirs\n');
  expect(await contentOf('edited.txt')).toBe('by hand\n');
  await expect(fs.stat.query({ projectId, path: 'gone.txt' })).rejects.toThrow();
  const [merged] = (await git.commits.query({ projectId })).commits;
  expect(merged?.parents).toHaveLength(2);
});

test('files are marked resolved with their markers only when a person says so, one or many', async ({
  berth,
  page,
}, info) => {
  const { fs } = berth.client();
  const names = ['clean.txt', 'divided.txt', 'latin.txt', 'long.txt'];
  const projectId = await createDivided(berth, 'Markers', { names });
  const { panel, line, group } = await openSourceControl(berth, page, projectId);
  await page.getByRole('button', { name: /^Branch main/ }).click();
  await page.getByRole('button', { name: 'Merge theirs into the current branch' }).click();
  await expect(group('Conflicts')).toContainText('4');
  const write = (path: string, content: string) => fs.update.mutate({ projectId, path, content });
  await write('clean.txt', 'by hand\n');
  await write('divided.txt', 'ours\n=======\ntheirs\n');
  // Not UTF-8, as older files are; and far into a file, where a range of it ends within a character.
  const latin = Buffer.from('caf\xe9\n<<<<<<< HEAD\nours\n', 'latin1').toString('base64');
  await fs.update.mutate({ projectId, path: 'latin.txt', content: latin, encoding: 'base64' });
  await write('long.txt', `x${'é'.repeat(600_000)}\n>>>>>>> theirs\n`);

  const question = page.getByRole('alertdialog');
  const all = async () => {
    await group('Conflicts').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mark all resolved' }).click();
  };
  await all();
  await expect(question).toContainText('Mark 4 files resolved with their markers?');
  await expect(question.getByRole('listitem')).toHaveText(['divided.txt', 'latin.txt', 'long.txt']);
  await page.screenshot({ path: info.outputPath('several.png') });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(group('Conflicts')).toContainText('4');

  // The keyboard asks too.
  await expect(question).toBeHidden();
  await pressOnFirst(page);
  await expect(group('Conflicts')).toContainText('3');
  await expect(line('clean.txt, Modified')).toBeVisible();
  await pressOnFirst(page);
  await expect(question).toContainText('divided.txt');
  await page.screenshot({ path: info.outputPath('one.png') });
  await question.getByRole('button', { name: 'Mark resolved anyway' }).click();
  await expect(group('Conflicts')).toContainText('2');
  await all();
  await question.getByRole('button', { name: 'Mark resolved anyway' }).click();
  await expect(panel.getByRole('status')).toContainText('Everything is resolved');
});

test('what no two texts can show is shown as git says it: a submodule, a link, ends of lines', async ({
  berth,
  page,
}) => {
  const { fs } = berth.client();
  const setUp = [
    'set -e',
    'as="-c user.name=x -c user.email=x@x"',
    'git init -q sub && git -C sub $as commit -q --allow-empty -m one',
    'ln -s a.txt link',
    "printf 'one\\r\\ntwo\\r\\n' > ends.txt",
    'git add . && git commit -qm Parts',
    'git -C sub $as commit -q --allow-empty -m two',
    'ln -sfn b.txt link',
    "printf 'one\\ntwo\\n' > ends.txt",
    '',
  ].join('\n');
  const projectId = await createRepository(berth, 'Parts', { 'a.txt': 'a\n', 'set-up': setUp });
  const { line, group } = await openSourceControl(berth, page, projectId);
  await page.keyboard.press('Control+`');
  await typeCommand(page, 'sh set-up 2> /dev/null');
  await expect(group('Changes')).toContainText('3');

  const part = page.getByRole('region', { name: 'Part 1' });
  await line('link, Modified').getByText('link').click();
  await expect(part).toContainText('-a.txt');
  await expect(part).toContainText('+b.txt');
  await part.getByRole('button', { name: 'Discard' }).click();
  const discarding = page.getByRole('alertdialog', { name: 'Discard this part of link?' });
  await discarding.getByRole('button', { name: 'Cancel' }).click();
  await expect(part).toContainText('+b.txt');
  await line('ends.txt, Modified').getByText('ends.txt').click();
  await expect(page.getByText('Only the ends of lines differ')).toBeVisible();

  await line('sub, Submodule modified').getByText('sub').click();
  await expect(part).toContainText('-Subproject commit');
  await expect(part).toContainText('+Subproject commit');
  await page.screenshot({ path: test.info().outputPath('submodule.png') });
  await expect(part.getByRole('button')).toHaveCount(0);
  await line('sub, Submodule modified').hover();
  await expect(line('sub, Submodule modified').getByRole('button', { name: 'Discard changes' })).toHaveCount(
    0,
  );
  await line('sub, Submodule modified').getByRole('button', { name: 'Stage' }).click();
  await expect(group('Staged')).toContainText('1');
  // What is inside is the submodule's own to commit.
  await fs.create.mutate({ projectId, path: 'sub/new.txt', content: 'x\n' });
  const inside = line('sub, Submodule with changes inside');
  await inside.hover();
  await expect(inside.getByRole('button')).toHaveText(['sub']);
  await line('sub, Submodule modified').getByText('sub').click();
  const tab = page.getByRole('tab', { name: 'sub', selected: true });
  await expect(tab).toHaveAttribute('title', 'staged changes/sub');
  await expect(part).toContainText('+Subproject commit');
});

test('a message is kept for each project, and the view follows the terminal without asking meanwhile', async ({
  berth,
  page,
}) => {
  const first = await createRepository(berth, 'Draft one', { 'a.txt': 'a\n' });
  await createRepository(berth, 'Draft two', { 'b.txt': 'b\n' });
  const { panel, line, group, message } = await openSourceControl(berth, page, first);
  await message.fill('For the first\n\nwith a body');

  const goTo = async (name: string) => {
    await page.getByRole('link', { name: 'All projects' }).click();
    await page.getByRole('button', { name: `Open ${name}` }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  };
  await goTo('Draft two');
  await page.getByRole('button', { name: 'Source control' }).click();
  await expect(message).toHaveValue('');
  await message.fill('For the second');
  await goTo('Draft one');
  await expect(message).toHaveValue('For the first\n\nwith a body');
  await page.reload();
  await expect(message).toHaveValue('For the first\n\nwith a body');
  await goTo('Draft two');
  await expect(message).toHaveValue('For the second');

  await page.keyboard.press('Control+`');
  await typeCommand(page, 'git switch -c topic && echo more >> b.txt && git add b.txt && echo c > c.txt');
  await expect(page.getByRole('button', { name: 'Branch topic' })).toBeVisible();
  await expect(line('b.txt, Modified')).toBeVisible();
  await expect(group('Staged')).toContainText('1');
  await typeCommand(page, 'git commit -qm Terminal && rm c.txt');
  await expect(panel.getByText('No changes')).toBeVisible();
  await panel.getByRole('tab', { name: 'History' }).click();
  await expect(panel.getByRole('list', { name: 'Commits' })).toContainText('Terminal');
  await typeCommand(page, 'git commit -q --amend -m Amended');
  await expect(panel.getByRole('list', { name: 'Commits' })).toContainText('Amended');

  // Nothing changes for some seconds, and nothing is asked.
  const asked: string[] = [];
  let lastAsked = Date.now();
  page.on('request', (request) => {
    if (!/\/trpc\/.*git\./.test(request.url())) return;
    asked.push(request.url());
    lastAsked = Date.now();
  });
  // What the last commit makes it ask comes first.
  await expect.poll(() => Date.now() - lastAsked, { timeout: 60_000 }).toBeGreaterThan(3_000);
  asked.length = 0;
  const projectId = new URL(page.url()).searchParams.get('project') ?? '';
  await typeCommand(page, 'sleep 8; echo quiet $((1 + 1))');
  await expectInTerminal(berth, projectId, 'quiet 2');
  expect(asked).toEqual([]);
  // The control: a change is asked about.
  await typeCommand(page, 'echo d > d.txt');
  await expect.poll(() => asked.length).toBeGreaterThan(0);
});

test('a cherry-pick is skipped: at once where nothing is left of it, after a question where changes go with it', async ({
  berth,
  page,
}) => {
  const projectId = await createRepository(berth, 'Skip', { 'a.txt': 'one\n' });
  const { git } = berth.client();
  const { panel, group } = await openSourceControl(berth, page, projectId);
  const banner = panel.getByRole('status');
  await page.keyboard.press('Control+`');
  await typeCommand(
    page,
    'git switch -qc other; echo two > a.txt; git commit -qam Two; git switch -q main; echo two > a.txt; git commit -qam Same; git cherry-pick other',
  );
  await expect(banner).toContainText('A cherry-pick is under way');
  await panel.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('its changes are here already. Skip it').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Skip' }).click();
  await expect(banner).toBeHidden();

  await typeCommand(page, 'clear; echo three > a.txt; git commit -qam Three; git cherry-pick other');
  await expect(group('Conflicts')).toContainText('1');
  await panel.getByRole('button', { name: 'Skip' }).click();
  const question = page.getByRole('alertdialog', { name: 'Skip this commit?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(group('Conflicts')).toContainText('1');
  await panel.getByRole('button', { name: 'Skip' }).click();
  await question.getByRole('button', { name: 'Skip' }).click();
  await expect(banner).toBeHidden();
  await expect(panel.getByText('No changes')).toBeVisible();
  expect((await git.commits.query({ projectId })).commits[0]?.subject).toBe('Three');
});

test('a stash that ends in conflicts is kept, and the page says so and what to do', async ({
  berth,
  page,
}) => {
  const projectId = await createRepository(berth, 'Kept stash', { 'a.txt': 'base\n' });
  const { fs, git } = berth.client();
  const write = (content: string) => fs.update.mutate({ projectId, path: 'a.txt', content });
  await write('stashed\n');
  await git.stash.mutate({ projectId });
  await write('committed\n');
  await git.stage.mutate({ projectId, paths: ['.'] });
  await git.commit.mutate({ projectId, message: 'Other' });
  const { panel, line } = await openSourceControl(berth, page, projectId);
  await panel.getByRole('tab', { name: 'Stashes' }).click();
  const stashes = panel.getByRole('list', { name: 'Stashes' }).getByRole('listitem');
  await stashes.getByRole('button', { name: 'Apply and drop' }).click();
  await expect(page.getByText('The stash was kept', { exact: true })).toBeVisible();
  await expect(
    page.getByText('1 file has conflicts. Resolve them under Changes, then drop the stash.', { exact: true }),
  ).toBeVisible();
  await expect(stashes).toHaveCount(1);
  await page.getByRole('button', { name: 'Show changes' }).click();
  await expect(line('a.txt, In conflict')).toBeVisible();
});

test('where git fails after it had answered, the panel says so until it answers again', async ({
  page,
  berth,
}) => {
  const projectId = await createRepository(berth, 'Failing', { 'a.txt': 'a\n' });
  const { line } = await openSourceControl(berth, page, projectId);
  const index = join(berth.dataDir, 'projects', projectId, '.git/index');
  const whole = readFileSync(index);
  await berth.client().fs.update.mutate({ projectId, path: 'a.txt', content: 'b\n' });
  await expect(line('a.txt, Modified')).toBeVisible();
  writeFileSync(index, 'not an index');
  const notice = page.getByRole('alert').filter({ hasText: 'Git’s state cannot be read now' });
  await expect(notice).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('failing.png') });
  // It is asked while git still fails: what puts the index right is noticed without being asked.
  const asked = page.waitForResponse((response) => response.url().includes('git.status'));
  await notice.getByRole('button', { name: 'Try again' }).click();
  expect((await asked).ok()).toBe(false);
  await expect(notice).toBeVisible();
  writeFileSync(index, whole);
  await expect(notice).toBeHidden();
  await expect(line('a.txt, Modified')).toBeVisible();
});
