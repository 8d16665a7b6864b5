import { loadConfig } from '../../src/env';

/** What the tests take from the environment. */
export const testEnvironment = {
  /** The image the tests' workspaces run; scripts/testbed makes it. */
  image: process.env.BERTH_WORKSPACE_IMAGE || 'berth-workspace:bookworm',
  dockerHost: loadConfig(process.env).dockerHost,
  /** Where a test that cannot run counts as failed. */
  isCi: process.env.CI === 'true',
};
