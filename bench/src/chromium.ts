import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const systemChromium = '/usr/bin/chromium';

/** Debian's Chromium where Playwright's own was not downloaded; no connections of its own. */
export const chromiumOptions: LaunchOptions = {
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
};
