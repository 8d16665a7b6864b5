import { expect } from '@playwright/test';
import { serveThisRepository } from './support/cloneable';
import { test } from './support/fixtures';
import { expectAttached, expectInTerminal, typeCommand } from './support/terminal';

test('a person signs in, clones a repository, edits, uses the terminal, and finds it all again', async ({
  browser,
  berth,
  runtime,
}) => {
  await using repository = await serveThisRepository(berth, runtime);
  const context = await browser.newContext();
  const page = await context.newPage();

  await test.step('sign in with the link', async () => {
    await page.goto(berth.signInUrl);
    await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();
    expect(page.url()).not.toContain(berth.token);
  });

  await test.step('clone', async () => {
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Repository URL').fill(repository.url);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('treeitem', { name: 'README.md' })).toBeVisible({ timeout: 60_000 });
  });
  const projectId = new URL(page.url()).searchParams.get('project') ?? '';
  const notIsolated = page.getByText('Not isolated', { exact: false });
  if (runtime === 'local') await expect(notIsolated.first()).toBeVisible();
  else await expect(notIsolated).toHaveCount(0);

  const text = page.getByRole('textbox', { name: 'README.md', exact: true });
  await test.step('edit and save', async () => {
    await page.getByRole('treeitem', { name: 'README.md' }).dblclick();
    await expect(text).toContainText('Berth');
    await text.press('Control+Home');
    await page.keyboard.type('Edited in the browser. ');
    await expect(page.getByRole('tab', { name: 'README.md, unsaved' })).toBeVisible();
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('tab', { name: 'README.md, unsaved' })).toBeHidden();
  });

  await test.step('read it in the terminal', async () => {
    await typeCommand(page, 'head -c 40 README.md; echo; id -u; git status --short');
    await expectInTerminal(berth, projectId, 'Edited in the browser. # Berth');
    await expectInTerminal(berth, projectId, ' M README.md');
  });

  await test.step('change it in the terminal and see it in the editor', async () => {
    await typeCommand(
      page,
      "sed -i 's/in the browser/in the terminal/' README.md && echo now > made-in-shell.txt",
    );
    await expect(text).toContainText('Edited in the terminal.');
    await expect(page.getByRole('treeitem', { name: 'made-in-shell.txt' })).toBeVisible();
  });

  await test.step('reload and find tabs and terminal as they were', async () => {
    await typeCommand(page, 'export KEPT=still-the-same-shell; echo "kept $((40 + 2))"');
    // A reload loses keys that the shell has not got.
    await expectInTerminal(berth, projectId, 'kept 42');
    await page.reload();
    await expect(page.getByRole('tab', { name: 'README.md' })).toBeVisible();
    await expect(text).toContainText('Edited in the terminal.');
    await expectAttached(page);
    await typeCommand(page, 'echo "it is $KEPT"');
    await expectInTerminal(berth, projectId, 'it is still-the-same-shell');
  });

  await context.close();
  await berth.client().project.delete.mutate({ projectId, deleteFiles: true });
});
