import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { WorkerOptions } from './support/fixtures';

/** Debian's Chromium where Playwright's own was not downloaded. */
const systemChromium = '/usr/bin/chromium';

export default defineConfig<object, WorkerOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  // Two cores carry one browser, one server and its workspaces at a time.
  workers: 1,
  fullyParallel: false,
  // As in vitest.config.ts. What needed it is counted and told.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  outputDir: './test-results',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-dev-shm-usage'],
    },
  },
  projects: [
    { name: 'docker', use: { runtime: 'docker' }, testIgnore: ['git-trust.spec.ts'] },
    { name: 'local', use: { runtime: 'local' }, testMatch: ['journey.spec.ts', 'git-trust.spec.ts'] },
  ],
});
