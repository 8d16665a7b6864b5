import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Berth } from './support/berth';
import { test } from './support/fixtures';

async function openProject(berth: Berth, page: Page, name: string): Promise<string> {
  const project = await berth.client().project.create.mutate({ name });
  await page.goto(`${berth.url}/?project=${project.id}`);
  return project.id;
}

test('from nothing to a commit, a branch, a stash and a conflict, all in the source control view', async ({
  berth,
  page,
}) => {
  const projectId = await openProject(berth, page, 'Versions');
  const { fs, git } = berth.client();
  await page.getByRole('button', { name: 'Source control' }).click();
  const panel = page.getByRole('region', { name: 'Source control' });
  await panel.getByLabel('.gitignore for').selectOption('node');
  await panel.getByRole('button', { name: 'Initialise repository' }).click();

  // What changes outside of the view shows up by itself.
  await expect(panel.getByRole('treeitem', { name: '.gitignore, Untracked' })).toBeVisible();
  await fs.create.mutate({ projectId, path: 'src/a b.ts', content: 'export const a = 1;\n' });
  await expect(panel.getByRole('treeitem', { name: 'src, Untracked' })).toBeVisible();

  await panel.getByRole('treeitem', { name: 'src, Untracked' }).hover();
  await panel
    .getByRole('treeitem', { name: 'src, Untracked' })
    .getByRole('button', { name: 'Stage' })
    .click();
  await expect(panel.getByRole('treeitem', { name: 'src/a b.ts, Added' })).toBeVisible();

  await panel.getByRole('textbox', { name: 'Commit message' }).fill('Start');
  await panel.getByRole('textbox', { name: 'Commit message' }).press('Control+Enter');
  const who = page.getByRole('dialog', { name: 'Who are you?' });
  await who.getByLabel('Name').fill('Ada');
  await who.getByLabel('Email').fill('ada@example.invalid');
  await who.getByRole('button', { name: 'Save and commit' }).click();
  await expect(panel.getByRole('treeitem', { name: 'src/a b.ts, Added' })).toBeHidden();
  await expect
    .poll(async () => (await git.commits.query({ projectId })).commits.map(({ subject }) => subject))
    .toEqual(['Start']);

  await test.step('a diff side by side, inline and part by part', async () => {
    await fs.update.mutate({
      projectId,
      path: 'src/a b.ts',
      content: 'export const a = 2;\nexport const b = 3;\n',
    });
    // Not the line of the same file as it was before.
    await panel.getByRole('treeitem', { name: 'a b.ts, Modified' }).getByText('a b.ts').click();
    await expect(page.locator('.cm-mergeView')).toContainText('export const b = 3;');
    await page.getByRole('button', { name: 'Inline' }).click();
    await expect(page.locator('.cm-deletedChunk')).toContainText('export const a = 1;');
    await page.getByRole('button', { name: 'Part by part' }).click();
    await page.getByRole('region', { name: 'Part 1' }).getByRole('button', { name: 'Stage' }).click();
    await expect(panel.getByRole('treeitem', { name: 'Staged' })).toBeVisible();
  });

  await test.step('history, and a commit with its files', async () => {
    await panel.getByRole('textbox', { name: 'Commit message' }).fill('Second');
    await panel.getByRole('button', { name: 'Commit', exact: true }).click();
    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.getByRole('button', { name: 'Second' }).click();
    await expect(page.getByRole('heading', { name: 'Second' })).toBeVisible();
    await page.getByRole('list', { name: 'Files of the commit' }).getByRole('button').first().click();
    await panel.getByRole('searchbox', { name: 'Search the history' }).fill('author:ada start');
    await expect(panel.getByRole('list', { name: 'Commits' }).getByRole('listitem')).toHaveCount(1);
  });

  await test.step('a branch from the status bar', async () => {
    await page.getByRole('button', { name: 'Branch main' }).click();
    await page.getByRole('textbox', { name: 'Branch' }).fill('topic');
    await page.getByRole('button', { name: 'Create branch topic' }).click();
    await expect(page.getByRole('button', { name: 'Branch topic' })).toBeVisible();
  });

  await test.step('a stash', async () => {
    await fs.update.mutate({ projectId, path: 'src/a b.ts', content: 'stashed\n' });
    await panel.getByRole('tab', { name: /Stashes/ }).click();
    await panel.getByRole('button', { name: 'Stash all changes' }).click();
    const stashes = panel.getByRole('list', { name: 'Stashes' });
    await expect(stashes.getByRole('listitem')).toHaveCount(1);
    await stashes.getByRole('button', { name: 'Apply and drop' }).click();
    await expect(stashes.getByRole('listitem')).toHaveCount(0);
  });

  await test.step('a conflict, resolved and continued', async () => {
    await panel.getByRole('tab', { name: 'Changes' }).click();
    await panel.getByRole('textbox', { name: 'Commit message' }).fill('On topic');
    await panel.getByRole('button', { name: 'Commit all' }).click();
    await expect(panel.getByText('No changes')).toBeVisible();
    await git.checkout.mutate({ projectId, branch: 'main' });
    await fs.update.mutate({ projectId, path: 'src/a b.ts', content: 'ours\n' });
    await git.stage.mutate({ projectId, paths: ['.'] });
    await git.commit.mutate({ projectId, message: 'Ours' });
    await git.merge.mutate({ projectId, branch: 'topic' });
    const conflict = panel.getByRole('treeitem', { name: 'src/a b.ts, In conflict' });
    await conflict.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Accept theirs' }).click();
    await panel.getByRole('button', { name: 'Continue' }).click();
    await expect(panel.getByText('No changes')).toBeVisible();
    expect((await fs.read.query({ projectId, path: 'src/a b.ts' })).content).toBe('stashed\n');
  });
});
