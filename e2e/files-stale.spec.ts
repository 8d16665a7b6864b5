import { expect, type Page } from '@playwright/test';
import { test } from './support/fixtures';
import { openTerminal, typeCommand } from './support/terminal';

const treeOf = (page: Page) => page.getByRole('tree', { name: 'Files' });
const entryOf = (page: Page, name: string) => treeOf(page).getByRole('treeitem', { name, exact: true });

test('a folder that is created again shows nothing of the one that had its name', async ({ berth, page }) => {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Again' });
  await fs.create.mutate({ projectId, path: 'a/deep/x.txt' });
  await page.goto(`${berth.url}/?project=${projectId}`);
  await entryOf(page, 'a').click();
  await entryOf(page, 'deep').click();
  await expect(entryOf(page, 'x.txt')).toBeVisible();
  await entryOf(page, 'a').click();
  await expect(entryOf(page, 'deep')).toBeHidden();

  await entryOf(page, 'a').press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(entryOf(page, 'a')).toBeHidden();
  await treeOf(page).click({ button: 'right', position: { x: 20, y: 150 } });
  await page.getByRole('menuitem', { name: 'New folder…' }).click();
  await page.getByRole('textbox', { name: 'Name of the new folder' }).fill('a/other');
  await page.keyboard.press('Enter');
  await expect(entryOf(page, 'other')).toBeVisible();
  await expect(entryOf(page, 'deep')).toBeHidden();
  await fs.mkdir.mutate({ projectId, path: 'a/deep' });
  await entryOf(page, 'deep').click();
  await expect(entryOf(page, 'deep')).toHaveAttribute('aria-expanded', 'true');
  await expect(treeOf(page).getByText('Empty')).toBeVisible();
  await expect(entryOf(page, 'x.txt')).toBeHidden();
});

test('an ignored folder that a build makes anew shows what the build wrote', async ({ berth, page }) => {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Build' });
  await fs.create.mutate({ projectId, path: '.gitignore', content: 'dist/\n' });
  await fs.create.mutate({ projectId, path: 'dist/old', content: '' });
  await openTerminal(page, berth, projectId);
  await entryOf(page, 'dist').click();
  await expect(entryOf(page, 'old')).toBeVisible();

  await typeCommand(page, 'rm -rf dist; sleep 1; mkdir dist; touch dist/slow');
  await expect(entryOf(page, 'slow')).toBeVisible();
  await expect(entryOf(page, 'old')).toBeHidden();
  await typeCommand(page, 'rm -rf dist; mkdir dist; touch dist/fast');
  await expect(entryOf(page, 'fast')).toBeVisible();
  await expect(entryOf(page, 'slow')).toBeHidden();
  await typeCommand(page, 'touch dist/later');
  await expect(entryOf(page, 'later')).toBeVisible();
});

test('a folder and a file that are open through a link, and an ignored file, show what a shell writes', async ({
  berth,
  page,
}) => {
  const { project, fs } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Linked' });
  await fs.create.mutate({ projectId, path: 'real/sub/text.txt', content: 'first\n' });
  await fs.create.mutate({ projectId, path: 'node_modules/pkg/index.js', content: 'first\n' });
  await openTerminal(page, berth, projectId);
  await typeCommand(page, 'ln -s real link');
  await entryOf(page, 'link link').click();
  await entryOf(page, 'sub').click();
  await entryOf(page, 'text.txt').click();
  const text = page.getByRole('textbox', { name: 'link/sub/text.txt', exact: true });
  await expect(text).toHaveText('first');
  await typeCommand(page, 'echo second > real/sub/text.txt; touch real/sub/later.txt');
  await expect(entryOf(page, 'later.txt')).toBeVisible();
  await expect(text).toHaveText('second');

  await entryOf(page, 'node_modules').click();
  await entryOf(page, 'pkg').click();
  await entryOf(page, 'index.js').click();
  const script = page.getByRole('textbox', { name: 'node_modules/pkg/index.js', exact: true });
  await expect(script).toHaveText('first');
  // From now on only the open file itself is looked at.
  await entryOf(page, 'node_modules').click();
  await typeCommand(
    page,
    'rm -rf node_modules; mkdir -p node_modules/pkg; echo second > node_modules/pkg/index.js',
  );
  await expect(script).toHaveText('second');
});
