import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from './env';
import { repository } from './paths';
import { run } from './run';
import { type Counts, countPlaywright, countVitest, sum } from './test-counts';

/** Runs every test there is, unit to browser, and ends with one line that counts them all. */
async function runner(args: string[], env: Record<string, string>): Promise<boolean> {
  const child = spawn('pnpm', ['exec', ...args], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0));
  });
}

/** What a runner reported; one that failed before it could report counts as one failure. */
function read(path: string, count: (report: unknown) => Counts): Counts {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, flaky: 0 };
  }
}

const folder = mkdtempSync(join(tmpdir(), 'berth-report-'));
try {
  const unitReport = join(folder, 'unit.json');
  const browserReport = join(folder, 'browser.json');
  await run('pnpm', ['run', 'build'], repository);
  const unit = await runner(
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    {},
  );
  const browser = await runner(
    ['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport,
    },
  );
  const total = sum(read(unitReport, countVitest), read(browserReport, countPlaywright));
  const failed = unit && browser ? total.failed : Math.max(total.failed, 1);
  if (total.skipped > 0)
    process.stdout.write(`\n${total.skipped} skipped: they need what this machine does not have\n`);
  if (total.flaky > 0) process.stdout.write(`\n${total.flaky} browser tests needed a second try\n`);
  process.stdout.write(`\n${total.passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
