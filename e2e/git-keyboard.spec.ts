import { expect } from '@playwright/test';
import { test } from './support/fixtures';
import { typeCommand } from './support/terminal';

test('the changes open, close and turn their pages by the keys of a tree', async ({ berth, page }) => {
  const { fs, git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Tree' });
  await git.init.mutate({ projectId, gitignore: { template: 'none' } });
  for (let index = 10; index < 40; index += 1) {
    await fs.create.mutate({ projectId, path: `file-${index}.txt`, content: 'x\n' });
  }
  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('button', { name: 'Source control' }).click();
  const panel = page.getByRole('region', { name: 'Source control' });
  const line = (name: string) => panel.getByRole('treeitem', { name, exact: true });
  const group = panel.locator('[role=treeitem][aria-level="1"]', { hasText: 'Untracked' });
  await panel.getByRole('tree', { name: 'Changes' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(line('file-10.txt, Untracked')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('PageDown');
  await expect(line('file-20.txt, Untracked')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowLeft');
  await expect(group).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(group).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  // A folder has no diff: it is shown where it is.
  await fs.create.mutate({ projectId, path: 'new/inner.txt', content: 'x\n' });
  await expect(group).toContainText('31');
  await page.keyboard.press('End');
  await expect(line('new, Untracked')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: 'new' })).toBeVisible();
});

test('the branch that Enter takes is in sight and named, however long the list', async ({ berth, page }) => {
  const { fs, git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Branches' });
  await git.init.mutate({ projectId, gitignore: { template: 'none' } });
  await git.setIdentity.mutate({ projectId, name: 'Ada', email: 'ada@example.invalid' });
  await fs.create.mutate({ projectId, path: 'a.txt', content: 'x\n' });
  await git.stage.mutate({ projectId, paths: ['.'] });
  await git.commit.mutate({ projectId, message: 'Start' });
  for (let index = 10; index < 50; index += 1) {
    await git.createBranch.mutate({ projectId, branch: `topic-${index}` });
  }
  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('button', { name: 'Branch main' }).click();
  const field = page.getByRole('textbox', { name: 'Branch' });
  await expect(page.getByRole('list', { name: 'Branches' }).getByRole('listitem')).toHaveCount(41);
  for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowDown');
  const taken = page.locator(`[id="${await field.getAttribute('aria-activedescendant')}"]`);
  await expect(taken).toContainText('topic-49');
  await expect(taken).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Branch topic-49' })).toBeVisible();
});

test('a merge is taken back only when a person says so, and a commit of no real time is listed', async ({
  berth,
  page,
}) => {
  const { fs, git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Merge' });
  await git.init.mutate({ projectId, gitignore: { template: 'none' } });
  await git.setIdentity.mutate({ projectId, name: 'Ada', email: 'ada@example.invalid' });
  const commit = async (path: string) => {
    await fs.create.mutate({ projectId, path, content: 'x\n' });
    await git.stage.mutate({ projectId, paths: ['.'] });
    await git.commit.mutate({ projectId, message: path });
  };
  await commit('start');
  await git.checkout.mutate({ projectId, branch: 'topic', create: true });
  await commit('theirs');
  await git.checkout.mutate({ projectId, branch: 'main' });
  await commit('ours');
  await git.merge.mutate({ projectId, branch: 'topic' });

  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('button', { name: 'Source control' }).click();
  const panel = page.getByRole('region', { name: 'Source control' });
  const undo = async () => {
    await panel.getByRole('button', { name: 'More git actions' }).click();
    await page.getByRole('menuitem', { name: 'Undo last commit' }).click();
  };
  await undo();
  const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(question).toContainText('It is a merge');
  await question.getByRole('button', { name: 'Undo commit' }).click();
  await expect(panel.getByRole('treeitem', { name: 'theirs, Added' })).toBeVisible();
  // What is no merge and was never pushed is taken back at once.
  await undo();
  await expect(panel.getByRole('treeitem', { name: 'ours, Added' })).toBeVisible();

  await page.keyboard.press('Control+`');
  await typeCommand(
    page,
    `h=$(printf 'tree %s\\nauthor A <a> 1288888888 +051800\\ncommitter A <a> -5 +0000\\n\\nOdd time\\n' $(git write-tree) | git hash-object -t commit -w --literally --stdin); git update-ref HEAD $h`,
  );
  await panel.getByRole('tab', { name: 'History' }).click();
  await expect(panel.getByRole('list', { name: 'Commits' })).toContainText('Odd time');
  await page.screenshot({ path: test.info().outputPath('odd-time.png') });
});
