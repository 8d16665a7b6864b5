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

interface TestFixtures {
  /** What the tests of another file left open is stopped. */
  othersStopped: undefined;
}

/** Playwright's test with a Berth server; `page` is signed in. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  runtime: ['docker', { option: true, scope: 'worker' }],
  berth: [
    async ({ runtime }, use) => {
      await using berth = await Berth.start({ runtime });
      await use(berth);
    },
    // At its end every project of every file goes, one after the other.
    { scope: 'worker', timeout: 300_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  openProjects: [async ({}, use) => use(new OpenProjects()), { scope: 'worker' }],
  // Some twenty workspaces are ended before the first test of a file, which has its own time.
  othersStopped: [
    async ({ berth, openProjects }, use, { file }) => {
      await openProjects.enter(berth, file);
      await use(undefined);
      await openProjects.leave(berth, file);
    },
    { timeout: 180_000 },
  ],
  page: async ({ page, berth, othersStopped: _ }, use) => {
    const answer = await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}.`);
    await use(page);
  },
});
