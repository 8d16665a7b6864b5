/** What a runner ran. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Of the passed ones: those that failed at the first try, where the runner tells. */
  flaky: number;
}

function numberAt(report: unknown, key: string): number {
  const value = typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined;
  if (typeof value !== 'number') throw new Error(`The report has no ${key}.`);
  return value;
}

/** Vitest's JSON report. A file that fails to load fails without a test: it counts as one. */
export function countVitest(report: unknown): Counts {
  const failedTests = numberAt(report, 'numFailedTests');
  const failedSuites = numberAt(report, 'numFailedTestSuites');
  return {
    passed: numberAt(report, 'numPassedTests'),
    failed: failedTests === 0 && failedSuites > 0 ? failedSuites : failedTests,
    skipped: numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests'),
    flaky: 0,
  };
}

/** Playwright's JSON report. A flaky test passed at its second try; it counts as passed and is told apart. */
export function countPlaywright(report: unknown): Counts {
  const stats = typeof report === 'object' && report !== null ? Reflect.get(report, 'stats') : undefined;
  return {
    passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'),
    failed: numberAt(stats, 'unexpected'),
    skipped: numberAt(stats, 'skipped'),
    flaky: numberAt(stats, 'flaky'),
  };
}

export function sum(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    flaky: a.flaky + b.flaky,
  };
}
