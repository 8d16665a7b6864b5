import { test as base } from '@playwright/test';
import { Berth } from './berth';

export interface WorkerOptions {
  runtime: 'docker' | 'local';
}

interface WorkerFixtures extends WorkerOptions {
  /** One server for all tests of a worker, on the runtime of the Playwright project. */
  berth: Berth;
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
  page: async ({ page, berth }, use) => {
    const answer = await page.request.post(`${berth.url}/auth/sign-in`, { data: { token: berth.token } });
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}.`);
    await use(page);
  },
});
