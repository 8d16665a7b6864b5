import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { git as hostGit } from './fixtures/git-server/repositories';
import type { GitRepository, GitServer } from './fixtures/git-server/server';
import type { Berth } from './support/berth';
import { startReachableGitServer } from './support/cloneable';
import { test } from './support/fixtures';
import { expectInTerminal, typeCommand } from './support/terminal';

const auth = { username: 'ada', password: 'p:ss wörd' };
const author = { name: 'Ada', email: 'ada@example.invalid' };

let scratch: string;
let server: GitServer;
test.beforeAll(async ({ berth, runtime }) => {
  scratch = mkdtempSync(join(tmpdir(), 'berth-e2e-remote-'));
  server = await startReachableGitServer(berth, runtime, { auth });
});
test.afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  rmSync(scratch, { recursive: true, force: true });
});

interface Opened {
  projectId: string;
  panel: Locator;
}

/** A project with one commit, with the source control view on screen. */
async function openRepository(berth: Berth, page: Page, name: string): Promise<Opened> {
  const { project, fs, git } = berth.client();
  const { id: projectId } = await project.create.mutate({ name });
  await project.open.mutate({ projectId });
  await git.init.mutate({ projectId });
  await git.setIdentity.mutate({ projectId, ...author });
  await fs.create.mutate({ projectId, path: 'a.txt', content: 'one\n' });
  await git.stage.mutate({ projectId, paths: ['.'] });
  await git.commit.mutate({ projectId, message: 'First' });
  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('button', { name: 'Source control' }).click();
  return { projectId, panel: page.getByRole('region', { name: 'Source control' }) };
}

async function signIn(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: `Sign in to ${server.url}` });
  await dialog.getByLabel('Name').fill(auth.username);
  await dialog.getByLabel('Password or token').fill(password);
  await dialog.getByLabel('Remember for this project').check();
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

/** Somebody else's commit, straight in the bare repository. */
async function commitElsewhere({ directory }: GitRepository, path: string, content: string): Promise<void> {
  const clone = mkdtempSync(join(scratch, 'other-'));
  await hostGit('clone', '--quiet', directory, clone);
  writeFileSync(join(clone, path), content);
  await hostGit('-C', clone, 'add', '.');
  await hostGit('-C', clone, 'commit', '--quiet', '--message=Theirs');
  await hostGit('-C', clone, 'push', '--quiet');
}

const subjects = ({ directory }: GitRepository) => hostGit('-C', directory, 'log', '--format=%s', 'main');

test('a branch is published, pushed with its commit, rejected, pulled and replaced', async ({
  berth,
  page,
}) => {
  const repository = await server.createRepository('published');
  const { projectId, panel } = await openRepository(berth, page, 'Published');
  const { fs } = berth.client();

  await test.step('without a remote, publishing asks where to, and who it is', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const where = page.getByRole('dialog', { name: 'Where should it go?' });
    await where.getByLabel('Address').fill('ext::sh -c id');
    await where.getByRole('button', { name: 'Add remote and go on' }).click();
    await expect(where.getByRole('alert')).toContainText('not ext:');
    await where.getByLabel('Address').fill(repository.url);
    await where.getByRole('button', { name: 'Add remote and go on' }).click();
    await signIn(page, auth.password);
    await expect(page.getByRole('button', { name: 'Synchronise: 0 to push, 0 to pull' })).toBeVisible();
    expect(await subjects(repository)).toBe('First\n');
  });

  await test.step('commit and push in one go, without another question', async () => {
    await fs.update.mutate({ projectId, path: 'a.txt', content: 'two\n' });
    await expect(panel.getByRole('treeitem', { name: 'a.txt, Modified' })).toBeVisible();
    await panel.getByRole('textbox', { name: 'Commit message' }).fill('Second');
    await panel.getByRole('button', { name: 'More ways to commit' }).click();
    await page.getByRole('menuitem', { name: 'Commit and push' }).click();
    await expect.poll(() => subjects(repository)).toBe('Second\nFirst\n');
    await expect(panel.getByText('No changes')).toBeVisible();
  });

  await test.step('amended and pushed: rejected, then replaced on purpose', async () => {
    await panel.getByRole('button', { name: 'More ways to commit' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Amend last commit' }).click();
    await panel.getByRole('textbox', { name: 'Commit message' }).fill('Better');
    await panel.getByRole('button', { name: 'Amend last commit' }).click();
    await expect(page.getByRole('button', { name: 'Synchronise: 1 to push, 1 to pull' })).toBeVisible();
    await page.getByRole('button', { name: 'Branch main' }).click();
    const branches = page.getByRole('list', { name: 'Branches' }).getByRole('listitem');
    await expect(branches.first()).toContainText('main1↓ 1↑ · Better');
    await expect(branches.last()).toContainText('origin/main');
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Push' }).click();
    const rejected = page.getByRole('dialog', { name: 'The push was rejected' });
    await expect(rejected).toContainText('refs/heads/main');
    await expect(rejected).toContainText('non-fast-forward');
    await rejected.getByRole('button', { name: 'Replace what is there' }).click();
    await expect.poll(() => subjects(repository)).toBe('Better\nFirst\n');
  });

  await test.step('somebody pushed meanwhile: nothing of theirs is replaced unseen, pulling goes on', async () => {
    await commitElsewhere(repository, 'theirs.txt', 'theirs\n');
    await fs.update.mutate({ projectId, path: 'a.txt', content: 'three\n' });
    await panel.getByRole('textbox', { name: 'Commit message' }).fill('Mine');
    await panel.getByRole('button', { name: 'Commit all' }).click();
    await expect(page.getByRole('button', { name: 'Synchronise: 1 to push' })).toBeVisible();
    await panel.getByRole('button', { name: 'Push' }).click();
    const rejected = page.getByRole('dialog', { name: 'The push was rejected' });
    await expect(rejected).toContainText('fetch first');
    // A lease on what was never fetched is always refused: replacing is offered once it was.
    await expect(rejected.getByRole('button', { name: 'Replace what is there' })).toHaveCount(0);
    await page.screenshot({ path: test.info().outputPath('rejected.png') });
    await rejected.getByRole('button', { name: 'Fetch, to look at it' }).click();
    await expect(page.getByRole('button', { name: 'Synchronise: 1 to push, 1 to pull' })).toBeVisible();
    await panel.getByRole('button', { name: 'Push' }).click();
    await expect(rejected).toContainText('non-fast-forward');
    // Somebody is faster again.
    await commitElsewhere(repository, 'again.txt', 'theirs\n');
    await rejected.getByRole('button', { name: 'Replace what is there' }).click();
    await expect(rejected).toContainText('stale info');
    await expect(rejected.getByRole('button', { name: 'Replace what is there' })).toHaveCount(0);
    expect(await subjects(repository)).toContain('Theirs');
    await rejected.getByRole('button', { name: 'Pull, then push' }).click();
    await expect.poll(() => subjects(repository)).toMatch(/^Merge .*\n(.*\n)*Theirs\n/);
    expect(await subjects(repository)).toContain('Mine');
    await expect(page.getByRole('button', { name: 'Synchronise: 0 to push, 0 to pull' })).toBeVisible();
  });
});

test('a sign-in that is cancelled or wrong ends the operation and says so', async ({ berth, page }) => {
  const { url } = await server.createRepository('wrong');
  const { projectId, panel } = await openRepository(berth, page, 'Wrong');
  await berth.client().git.addRemote.mutate({ projectId, remote: 'origin', url });
  await panel.getByRole('button', { name: 'Push' }).click();
  const dialog = page.getByRole('dialog', { name: `Sign in to ${server.url}` });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(panel.getByRole('progressbar')).toBeHidden();
  await panel.getByRole('button', { name: 'Push' }).click();
  await signIn(page, 'wrong');
  const refused = 'The remote did not accept the name and the password or token.';
  await expect(page.getByText(refused, { exact: true })).toBeVisible();
  // What was wrong is not remembered: the next push asks again.
  await panel.getByRole('button', { name: 'Push' }).click();
  await signIn(page, auth.password);
  await expect(page.getByRole('button', { name: 'Synchronise: 0 to push, 0 to pull' })).toBeVisible();
});

test('the remote a branch follows is used, whatever slashes its name has', async ({ berth, page }) => {
  const repository = await server.createRepository('slashes');
  const { projectId, panel } = await openRepository(berth, page, 'Slashes');
  const { fs, git } = berth.client();
  await git.addRemote.mutate({ projectId, remote: 'up/stream', url: repository.url });
  const published = git.push.mutate({ projectId, remote: 'up/stream', setUpstream: true });
  await signIn(page, auth.password);
  await published;
  const sync = (counts: string) => page.getByRole('button', { name: `Synchronise: ${counts}` });
  await expect(sync('0 to push, 0 to pull')).toBeVisible();

  await commitElsewhere(repository, 'theirs.txt', 'theirs\n');
  await panel.getByRole('button', { name: 'More git actions' }).click();
  await page.getByRole('menuitem', { name: 'Fetch' }).click();
  await sync('0 to push, 1 to pull').click();
  await expect(sync('0 to push, 0 to pull')).toBeVisible();
  expect((await fs.read.query({ projectId, path: 'theirs.txt' })).content).toBe('theirs\n');

  await fs.update.mutate({ projectId, path: 'a.txt', content: 'two\n' });
  await panel.getByRole('textbox', { name: 'Commit message' }).fill('Up the stream');
  await panel.getByRole('button', { name: 'More ways to commit' }).click();
  await page.getByRole('menuitem', { name: 'Commit and push' }).click();
  await expect.poll(() => subjects(repository)).toBe('Up the stream\nTheirs\nFirst\n');
});

test('a fetch, a pull and a push under way are shown and cancelled, and none of their processes stays', async ({
  berth,
  page,
  runtime,
}) => {
  await using slow = await startReachableGitServer(berth, runtime, { bytesPerSecond: 50_000 });
  const big = mkdtempSync(join(scratch, 'big-'));
  for (let index = 0; index < 200; index += 1) writeFileSync(join(big, `${index}`), randomBytes(25_000));
  const { url } = await slow.createRepository('big', big);
  const { projectId, panel } = await openRepository(berth, page, 'Cancelled');
  const { fs, git } = berth.client();
  await git.addRemote.mutate({ projectId, remote: 'origin', url });
  await page.keyboard.press('Control+`');
  // A push that waits for a program its hook has started, which does not end when it is asked to.
  const hook = 'trap "" TERM; sleep 1000 & wait';
  await typeCommand(
    page,
    `printf '#!/bin/sh\\n${hook}\\n' > .git/hooks/pre-push; chmod +x .git/hooks/pre-push; echo hooked > ready`,
  );
  await expect.poll(() => fs.read.query({ projectId, path: 'ready' }).catch(() => undefined)).toBeTruthy();
  let looks = 0;
  /** How many processes of git and of its hook run in the workspace. */
  const running = async () => {
    looks += 1;
    const name = `running-${looks}`;
    // Counted before the file is there: Berth asks git for its state when something is written.
    await typeCommand(
      page,
      `n=$(ps -e -o comm= | grep -c -e ^git -e ^pre-push -e ^sleep); echo $n > ${name}`,
    );
    const read = () => fs.read.query({ projectId, path: name }).catch(() => undefined);
    await expect.poll(async () => (await read())?.content).toMatch(/^\d+\n$/);
    return Number((await read())?.content);
  };
  const menu = async (item: string) => {
    await panel.getByRole('button', { name: 'More git actions' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const receiving = panel.getByRole('progressbar', { name: /^Receiving objects/ });
  const progress = panel.getByRole('progressbar');

  await test.step('a fetch, from the status bar', async () => {
    await menu('Fetch');
    await expect(receiving).toBeVisible();
    // The control: git runs now.
    expect(await running()).toBeGreaterThan(0);
    await page.getByRole('button', { name: /^Fetch \d+ %…/ }).click();
    await expect(progress).toBeHidden();
    await expect.poll(running, { timeout: 30_000 }).toBe(0);
  });

  await test.step('a pull, from the panel', async () => {
    await menu('Pull with rebase');
    await expect(receiving).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('progress.png') });
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await expect(progress).toBeHidden();
    await expect(page.getByText('Pull cancelled', { exact: true })).toBeVisible();
    await expect.poll(running, { timeout: 30_000 }).toBe(0);
    expect(await git.status.query({ projectId })).toMatchObject({ branch: 'main', operation: null });
  });

  await test.step('a push that is held up', async () => {
    await menu('Publish branch');
    await expect(progress).toBeVisible();
    await expect.poll(running, { timeout: 30_000 }).toBeGreaterThan(2);
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await expect(progress).toBeHidden();
    await expect.poll(running, { timeout: 30_000 }).toBe(0);
    expect((await git.status.query({ projectId })) as object).toMatchObject({ upstream: null });
  });
});

test('what a push raises is asked in its own project, whichever is on screen by then', async ({
  berth,
  page,
}) => {
  const repository = await server.createRepository('left');
  const other = await openRepository(berth, page, 'Looked at meanwhile');
  const { projectId, panel } = await openRepository(berth, page, 'Left');
  const { fs, git } = berth.client();
  await git.addRemote.mutate({ projectId, remote: 'origin', url: repository.url });
  await panel.getByRole('button', { name: 'Push' }).click();
  await signIn(page, auth.password);
  await expect(page.getByRole('button', { name: 'Synchronise: 0 to push' })).toBeVisible();
  await commitElsewhere(repository, 'theirs.txt', 'theirs\n');
  // The hook holds the push until another project is on screen.
  await fs.create.mutate({
    projectId,
    path: 'hook',
    content: '#!/bin/sh\nuntil [ -e go ]; do sleep 0.1; done\n',
  });
  await page.keyboard.press('Control+`');
  await typeCommand(page, 'mv hook .git/hooks/pre-push && chmod +x .git/hooks/pre-push && echo hooked');
  await expectInTerminal(berth, projectId, /^hooked$/m);
  await fs.update.mutate({ projectId, path: 'a.txt', content: 'two\n' });
  await git.stage.mutate({ projectId, paths: ['a.txt'] });
  await git.commit.mutate({ projectId, message: 'Mine' });
  await expect(page.getByRole('button', { name: 'Synchronise: 1 to push' })).toBeVisible();
  await panel.getByRole('button', { name: 'Push' }).click();
  await expect(page.getByRole('button', { name: 'Push…' })).toBeVisible();
  await panel.getByRole('textbox', { name: 'Commit message' }).fill('next here');

  await page.getByRole('link', { name: 'All projects' }).click();
  await page.getByRole('button', { name: 'Open Looked at meanwhile' }).click();
  await expect(page.getByRole('heading', { name: 'Looked at meanwhile' })).toBeVisible();
  // The push of the other project is not this one's.
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  await fs.create.mutate({ projectId, path: 'go', content: '' });
  await expect(page.getByText('Push failed, in another project', { exact: true })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('link', { name: 'All projects' }).click();
  await page.getByRole('button', { name: 'Open Left' }).click();
  await expect(page.getByRole('dialog', { name: 'The push was rejected' })).toContainText('fetch first');
  await page.keyboard.press('Escape');
  await expect(panel.getByRole('textbox', { name: 'Commit message' })).toHaveValue('next here');
  expect(await subjects(repository)).toContain('Theirs');
  expect((await git.remotes.query({ projectId: other.projectId })).remotes).toEqual([]);
});
