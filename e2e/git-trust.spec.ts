import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/fixtures';

/** Only where the workspace is the host is there something to trust. */
test('a repository that runs commands is looked at first, and trusted once', async ({ berth, page }) => {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Unvetted' });
  const { fs, git } = berth.client();
  await git.init.mutate({ projectId });
  await git.setIdentity.mutate({ projectId, name: 'Ada', email: 'ada@example.invalid' });
  await fs.create.mutate({ projectId, path: 'a.txt', content: 'one\n' });
  const folder = join(berth.dataDir, 'projects', projectId);
  const hook = join(folder, '.git', 'hooks', 'pre-commit');
  const ran = join(folder, '.git', 'ran');
  mkdirSync(join(folder, '.git', 'hooks'), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\ntouch '${ran}'\n`);
  chmodSync(hook, 0o755);
  const { uid, gid } = statSync(folder);
  chownSync(hook, uid, gid);

  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('button', { name: 'Source control' }).click();
  const panel = page.getByRole('region', { name: 'Source control' });
  await expect(panel.getByRole('status')).toContainText('would run commands on this computer');
  await panel.getByRole('button', { name: 'Look at them…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Do you trust this project?' });
  await expect(question.getByRole('list', { name: 'What would run' })).toContainText('pre-commit');
  await page.screenshot({ path: test.info().outputPath('trust.png') });
  await question.getByRole('button', { name: 'Cancel' }).click();

  const message = panel.getByRole('textbox', { name: 'Commit message' });
  await message.fill('First');
  await panel.getByRole('button', { name: 'Commit all' }).click();
  await expect(question).toBeVisible();
  expect(existsSync(ran)).toBe(false);
  await question.getByRole('button', { name: 'I trust this project' }).click();
  await expect(panel.getByText('No changes')).toBeVisible();
  await expect(panel.getByRole('status')).toHaveCount(0);
  // Trusted, the hook runs as the person's own: this is the command the question was about.
  expect(existsSync(ran)).toBe(true);
});

test('a repository with a setting that cannot be switched off says what to do', async ({ berth, page }) => {
  const { git, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Unsayable' });
  await git.init.mutate({ projectId });
  const config = join(berth.dataDir, 'projects', projectId, '.git', 'config');
  appendFileSync(config, Buffer.from('[filter "\xff"]\n\tclean = cat\n', 'latin1'));
  await page.goto(`${berth.url}/?project=${projectId}`);
  await page.getByRole('button', { name: 'Source control' }).click();
  const panel = page.getByRole('region', { name: 'Source control' });
  await expect(panel).toContainText('Trust the project to go on');
  await page.screenshot({ path: test.info().outputPath('unsayable.png') });
  await panel.getByRole('button', { name: 'Look at them…' }).click();
  await page.getByRole('button', { name: 'I trust this project' }).click();
  await expect(panel.getByText('No changes')).toBeVisible();
});
