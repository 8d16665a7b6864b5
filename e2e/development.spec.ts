import { writeFileSync } from 'node:fs';
import type { AppRouter } from '@berth/server/trpc/router';
import { expect, test } from '@playwright/test';
import { createTRPCClient, httpLink } from '@trpc/client';
import { DevelopmentCheckout } from './support/development-checkout';
import { pageLog } from './support/page-log';

test('one command on a fresh checkout opens Berth, and edits to web, server and agent take effect', async ({
  browser,
}, info) => {
  // A first run installs every package and may compile one.
  test.setTimeout(900_000);
  await using checkout = new DevelopmentCheckout();
  const signInUrl = await checkout.start();
  const { origin } = new URL(signInUrl);
  const api = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${origin}/trpc`, headers: { authorization: `Bearer ${checkout.token}` } })],
  });
  const page = await browser.newPage();
  const log = pageLog(page);
  using _evidence = {
    // Says of a failure where an edit was lost: before the bundler, on the way to the page, or in it.
    [Symbol.dispose]: () => {
      writeFileSync(info.outputPath('pnpm-dev.log'), checkout.output);
      writeFileSync(info.outputPath('page.log'), log.join('\n'));
    },
  };

  await test.step('the printed address signs in', async () => {
    await page.goto(signInUrl);
    await expect(page.getByRole('button', { name: 'New project' })).toBeVisible({ timeout: 180_000 });
  });

  const { id: projectId } = await api.project.create.mutate({ name: 'Dry dock' });
  await using _workspace = {
    [Symbol.asyncDispose]: async () =>
      void (await api.project.delete.mutate({ projectId, deleteFiles: true })),
  };
  const templateLabel = async () => {
    const { templates } = await api.git.gitignoreTemplates.query({ projectId });
    return templates.find(({ name }) => name === 'node')?.label;
  };

  await test.step('an edit to the web shows without a reload', async () => {
    // What the bundler sends is the difference to what it has when a page's subscription is ready: an edit between
    // the page's loading and that moment is in no difference. With other work on the machine this takes seconds.
    const isSubscribed = () => log.some((line) => line.includes('/_next/hmr received {"type":"built"'));
    await expect.poll(isSubscribed, { timeout: 60_000 }).toBe(true);
    await page.evaluate(() => Reflect.set(window, 'neverReloaded', true));
    checkout.edit('apps/web/src/features/projects/projects-screen.tsx', {
      from: 'New project\n',
      to: 'New vessel\n',
    });
    await expect(page.getByRole('button', { name: 'New vessel' })).toBeVisible({ timeout: 90_000 });
    expect(await page.evaluate(() => Reflect.get(window, 'neverReloaded'))).toBe(true);
  });

  await test.step('an edit to the server is served', async () => {
    checkout.edit('apps/server/src/http/handler.ts', { from: "? 'ok'", to: "? 'shipshape'" });
    await expect
      .poll(
        () =>
          fetch(`${origin}/healthz`).then(
            (answer) => answer.text(),
            () => '',
          ),
        { timeout: 90_000 },
      )
      .toContain('shipshape');
  });

  await test.step('an edit to the agent reaches the workspace', async () => {
    // The server that has just started may be looking for the workspace.
    await expect.poll(() => templateLabel().catch(() => '')).toBe('Node.js');
    checkout.edit('apps/agent/src/git/gitignore-templates.ts', {
      from: "label: 'Node.js'",
      to: "label: 'Galley'",
    });
    await expect
      .poll(
        async () => {
          await api.project.open.mutate({ projectId }).catch(() => {});
          return templateLabel().catch(() => '');
        },
        { timeout: 120_000 },
      )
      .toBe('Galley');
  });

  await page.close();
});
