import { expect, type Page } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';
import { typeCommand } from './support/terminal';

async function openRepository(berth: Berth, page: Page, name: string) {
  const { fs, git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name });
  await git.init.mutate({ projectId, gitignore: { template: 'none' } });
  const write = (path: string, content: string) => fs.create.mutate({ projectId, path, content });
  const commit = async (message: string) => {
    await git.stage.mutate({ projectId, paths: ['.'] });
    await git.commit.mutate({ projectId, message });
  };
  const open = async () => {
    await page.goto(`${berth.url}/?project=${projectId}`);
    await page.getByRole('button', { name: 'Source control' }).click();
    return page.getByRole('region', { name: 'Source control' });
  };
  const isAda = () => git.setIdentity.mutate({ projectId, name: 'Ada', email: 'ada@example.invalid' });
  return { projectId, fs, git, write, commit, open, isAda };
}

test('push and pull say why they cannot be used, and what is cancelled late was made', async ({
  berth,
  page,
}) => {
  const { projectId, git, write, open, isAda } = await openRepository(berth, page, 'Reasons');
  await isAda();
  await write('a.txt', 'a\n');
  const panel = await open();
  const push = panel.getByRole('button', { name: 'Push: make a first commit first' });
  await expect(push).toBeDisabled();
  await expect(push).toHaveAttribute('title', 'Push: make a first commit first');
  await expect(panel.getByRole('button', { name: 'Pull: make a first commit first' })).toBeDisabled();

  await page.keyboard.press('Control+`');
  const hook = '.git/hooks/post-commit';
  await typeCommand(page, `printf '#!/bin/sh\\nsleep 1234\\n' > ${hook}; chmod +x ${hook}; touch ready`);
  await expect(panel.getByRole('treeitem', { name: 'ready, Untracked' })).toBeVisible();
  const message = panel.getByRole('textbox', { name: 'Commit message' });
  await message.fill('Made');
  await panel.getByRole('button', { name: 'Commit all' }).click();
  await expect.poll(async () => (await git.commits.query({ projectId })).commits.length).toBe(1);
  await page.getByRole('button', { name: 'Commit…' }).click();
  await expect(
    page.getByText('The commit was made already. Undo last commit takes it back.', { exact: true }),
  ).toBeVisible();
  await expect(message).toHaveValue('');

  await typeCommand(page, `rm ${hook}; git checkout --quiet --detach`);
  await expect(panel.getByRole('button', { name: 'Push: switch to a branch first' })).toBeDisabled();
});

test('the view’s code is there before it is opened first', async ({ berth, page }) => {
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text().catch(() => ''));
  });
  const { projectId } = await openRepository(berth, page, 'Ahead');
  await page.goto(`${berth.url}/?project=${projectId}`);
  await expect
    .poll(async () => (await Promise.all(scripts)).some((code) => code.includes('state cannot be read')))
    .toBe(true);
  await expect(page.getByRole('region', { name: 'Source control' })).toBeHidden();
});

test('what git ignores is dimmed in the tree, with all that is below, as soon as it is', async ({
  berth,
  page,
}) => {
  const { projectId, fs, write } = await openRepository(berth, page, 'Ignored');
  await write('out/deep/a.js', 'a\n');
  await write('b.log', 'b\n');
  await write('c.txt', 'c\n');
  await write('.gitignore', 'out/\n');
  await page.goto(`${berth.url}/?project=${projectId}`);
  const entry = (path: string) => page.locator(`[role=treeitem][data-path="${path}"]`);
  await expect(entry('out')).toHaveAttribute('data-tone', 'ignored');
  await entry('out').click();
  await expect(entry('out/deep')).toHaveAttribute('data-tone', 'ignored');
  await expect(entry('b.log')).toHaveAttribute('data-tone', 'untracked');
  await fs.update.mutate({ projectId, path: '.gitignore', content: '*.log\n' });
  await expect(entry('b.log')).toHaveAttribute('data-tone', 'ignored');
  await expect(entry('out')).toHaveAttribute('data-tone', 'untracked');
  await expect(entry('c.txt')).toHaveAttribute('data-tone', 'untracked');
  await write('d.log', 'd\n');
  await expect(entry('d.log')).toHaveAttribute('data-tone', 'ignored');
});

test('who is asked for a name is told what goes on then', async ({ berth, page }) => {
  const { projectId, git, write, commit, open, isAda } = await openRepository(berth, page, 'Names');
  await isAda();
  await write('a.txt', 'a\n');
  await commit('Start');
  await git.createBranch.mutate({ projectId, branch: 'other' });
  await git.checkout.mutate({ projectId, branch: 'other' });
  await write('other.txt', 'other\n');
  await commit('Other');
  await git.checkout.mutate({ projectId, branch: 'main' });
  await write('main.txt', 'main\n');
  await commit('Main');
  await open();
  await page.keyboard.press('Control+`');
  await typeCommand(page, 'git config --unset user.name; git config --unset user.email; touch ready');
  await expect(page.getByRole('treeitem', { name: 'ready, Untracked' })).toBeVisible();
  await page.getByRole('button', { name: 'Branch main' }).click();
  await page.getByText('other', { exact: true }).hover();
  await page.getByRole('button', { name: 'Merge other into the current branch' }).click();
  const who = page.getByRole('dialog', { name: 'Who are you?' });
  await who.getByLabel('Name').fill('Ada');
  await who.getByLabel('Email').fill('ada@example.invalid');
  await who.getByRole('button', { name: 'Save and merge' }).click();
  await expect.poll(async () => (await git.commits.query({ projectId })).commits.length).toBe(4);
});
