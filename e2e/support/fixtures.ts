import { test as base } from '@playwright/test';
import { Berth } from './berth';
import { OpenProjects } from './open-projects';

export interface WorkerOptions {
  runtime: 'docker' | 'local';
}

interface WorkerFixtures extends WorkerOptions {
  /** One server for all tests of a worker, on the runtime of the Playwright project. */
  berth: Berth;
  openProjects: OpenProjects;
}

/** Playwright's test with a Berth server; `page` is signed in. */
export const test = base.extend<object, WorkerFixtures>({
  runtime: ['docker', { option: true, scope: 'worker' }],
  berth: [
    async ({ runtime }, use) => {
      await using berth = await Berth.start({ runtime });
      await use(berth);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  openProjects: [async ({}, use) => use(new OpenProjects()), { scope: 'worker' }],
  page: async ({ page, berth, openProjects }, use, { file }) => {
    await openProjects.enter(berth, file);
    const answer = await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}.`);
    await use(page);
    await openProjects.leave(berth, file);
  },
});
