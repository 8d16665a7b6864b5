import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{apps,packages,bench,e2e,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['scripts/build-agent-for-tests.ts'],
    testTimeout: 120_000,
    // What is waited for ends a wait. Its limit is for what never comes, on a machine that may be slow and busy.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    // Integration tests start servers, engines and browsers: two cores carry two files at a time.
    maxWorkers: 2,
    // Engines, processes and networks are real: what a busy machine broke gets one second try, and only one.
    retry: 1,
  },
});
