import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { serveThisRepository } from './support/cloneable';
import { test } from './support/fixtures';

/** The one project of the open workbench, in the status bar. */
const projectButton = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name} · `) });

const notices = (page: Page) => page.getByRole('region', { name: /^Notifications/ });

async function createEmpty(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByText('Empty project').click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(projectButton(page, name)).toContainText('running', { timeout: 60_000 });
}

async function chooseForProject(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('a project is created, stopped, opened again, renamed, and deleted with its files kept', async ({
  page,
  berth,
}) => {
  await page.goto(berth.url);
  await createEmpty(page, 'harbour');
  const projectId = new URL(page.url()).searchParams.get('project') ?? '';

  await projectButton(page, 'harbour').click();
  await page.getByRole('menuitem', { name: 'Stop workspace' }).click();
  await expect(page.getByText('The workspace is stopped')).toBeVisible();

  // An address never starts anything: only the person does.
  await page.reload();
  await expect(page.getByText('The workspace is stopped')).toBeVisible();
  expect((await berth.client().project.get.query({ projectId })).status).toBe('stopped');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(projectButton(page, 'harbour')).toContainText('running');

  await page.getByRole('link', { name: 'All projects' }).click();
  await chooseForProject(page, 'harbour', 'Rename…');
  await page.getByRole('textbox', { name: 'Name' }).fill('marina');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'marina' })).toBeVisible();

  await chooseForProject(page, 'marina', 'Delete…');
  await page.getByRole('button', { name: 'Delete project' }).click();
  const notice = notices(page).getByText('Its files are still on the server, in ');
  await expect(notice).toBeVisible();
  await expect(page.getByRole('heading', { name: 'marina' })).toBeHidden();
  const folder = ((await notice.textContent()) ?? '').replace(/^.*, in /, '');
  expect(existsSync(folder)).toBe(true);
  rmSync(folder, { recursive: true });
});

test('files are deleted only when the person asks twice', async ({ page, berth }) => {
  await page.goto(berth.url);
  await createEmpty(page, 'doomed');
  await page.getByRole('link', { name: 'All projects' }).click();
  await chooseForProject(page, 'doomed', 'Delete…');
  await page.getByLabel('Also delete the files').check();
  const confirm = page.getByRole('button', { name: 'Delete project and files' });
  await expect(confirm).toBeDisabled();
  await page.getByLabel('Type “doomed” to confirm').fill('doomed');
  await confirm.click();
  await expect(notices(page).getByText('“doomed” was deleted')).toBeVisible();
  const { projects } = await berth.client().project.list.query();
  expect(projects.map(({ name }) => name)).not.toContain('doomed');
});

test('a repository that cannot be cloned is told with git’s reason, and can be tried again', async ({
  page,
  berth,
}) => {
  await page.goto(berth.url);
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByLabel('Repository URL').fill('ext::sh -c id');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Repositories are cloned over https')).toBeVisible();

  await page.getByLabel('Repository URL').fill('http://127.0.0.1:9/team/nowhere.git');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('nowhere');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'http://127.0.0.1:9/team/nowhere.git',
    { timeout: 60_000 },
  );
  await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
});

test('a clone shows how far it is, is cancelled, and is done when the person tries again', async ({
  page,
  berth,
  runtime,
}) => {
  test.setTimeout(300_000);
  await using repository = await serveThisRepository(berth, runtime, { bytesPerSecond: 100_000 });
  await page.goto(berth.url);
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByLabel('Repository URL').fill(repository.url);
  await page.getByRole('textbox', { name: 'Name' }).fill('dinghy');
  await page.keyboard.press('Enter');
  const progress = page.getByRole('progressbar', { name: 'Cloning the repository' });
  await expect(progress).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Receiving objects')).toBeVisible();
  const projectId = new URL(page.url()).searchParams.get('project') ?? '';
  const folder = join(berth.dataDir, 'projects', projectId);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The workspace is stopped')).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  expect(readdirSync(folder)).toEqual([]);

  await page.getByRole('button', { name: 'Open', exact: true }).click();
  // At that pace the whole of it takes as long as its history is large.
  await expect(page.getByRole('treeitem', { name: 'README.md' })).toBeVisible({ timeout: 180_000 });
  // Whatever wrote them, the files belong to one ordinary user.
  const owners = new Set(readdirSync(folder).map((name) => statSync(join(folder, name)).uid));
  expect([...owners]).toEqual([statSync(folder).uid]);
  expect(owners).not.toContain(0);
  await berth.client().project.delete.mutate({ projectId, deleteFiles: true });
});

test('an image that cannot be had is named, with what to do', async ({ page, berth }) => {
  await page.goto(berth.url);
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByText('Empty project').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('stranded');
  await page.getByText('Advanced').click();
  await page.getByLabel('Workspace image (optional)').fill('registry.invalid/no/such:image');
  await page.getByRole('button', { name: 'Create' }).click();
  const reason = page.getByRole('main').getByRole('alert');
  await expect(reason).toContainText('registry.invalid/no/such:image', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
});

test('the page says that the server is gone, and comes back with it', async ({ page, berth }) => {
  await page.goto(berth.url);
  await createEmpty(page, 'lighthouse');
  await berth.stopServer('SIGKILL');
  await expect(page.getByText('Connection lost. Reconnecting…')).toBeVisible();
  await berth.startServer();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await expect(page.getByText('Connection lost. Reconnecting…')).toBeHidden();
  await expect(projectButton(page, 'lighthouse')).toContainText('running');
});

test('a page whose session ended leads to the sign-in page and back to where it was', async ({
  page,
  berth,
}) => {
  await page.goto(berth.url);
  await createEmpty(page, 'gangway');
  const address = page.url();
  await page.context().clearCookies();
  // Whatever asks next meets the end of the session: this click, or something the page does by itself before it.
  const stop = async () => {
    await projectButton(page, 'gangway').click({ timeout: 3_000 });
    await page.getByRole('menuitem', { name: 'Stop workspace' }).click({ timeout: 3_000 });
  };
  await stop().catch(() => {});
  await page.getByLabel('Token').fill(berth.token);
  await page.keyboard.press('Enter');
  await expect(projectButton(page, 'gangway')).toContainText('running');
  expect(page.url()).toBe(address);
});
