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
import { typeCommand } from './support/terminal';

const auth = { username: 'ada', password: 'p:ss wörd' };
const author = { name: 'Ada', email: 'ada@example.invalid' };

let scratch: string;
let server: GitServer;
test.beforeAll(async ({ berth, runtime }) => {
  scratch = mkdtempSync(join(tmpdir(), 'berth-e2e-remote-'));
  server = await startReachableGitServer(berth, runtime, { auth });
});
test.afterAll(async () => {
  await server[Symbol.asyncDispose]();
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
    await rejected.getByRole('button', { name: 'Replace what is there' }).click();
    await expect(rejected).toContainText('stale info');
    expect(await subjects(repository)).toContain('Theirs');
    await rejected.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByRole('button', { name: 'Push' }).click();
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
  await expect(page.getByText('did not accept the name and the password')).toBeVisible();
  // What was wrong is not remembered: the next push asks again.
  await panel.getByRole('button', { name: 'Push' }).click();
  await signIn(page, auth.password);
  await expect(page.getByRole('button', { name: 'Synchronise: 0 to push, 0 to pull' })).toBeVisible();
});

test('a fetch in progress is shown and cancelled, and no process of git stays', async ({
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
  await page.getByRole('button', { name: 'New terminal' }).click();
  const running = async (name: string) => {
    await typeCommand(page, `ps -e -o comm= | grep -c ^git > ${name}`);
    const read = () => fs.read.query({ projectId, path: name }).catch(() => undefined);
    await expect.poll(async () => (await read())?.content).toMatch(/^\d+\n$/);
    return Number((await read())?.content);
  };
  await panel.getByRole('button', { name: 'More git actions' }).click();
  await page.getByRole('menuitem', { name: 'Fetch' }).click();
  await expect(panel.getByRole('progressbar', { name: /^Receiving objects/ })).toBeVisible();
  // The control: git runs now.
  expect(await running('during')).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^Fetch \d+ %…/ }).click();
  await expect(panel.getByRole('progressbar')).toBeHidden();
  expect(await running('after')).toBe(0);
});
