import { expect, it } from 'vitest';
import { countPlaywright, countVitest, sum } from './test-counts';

it('counts both runners, a broken file as a failure, and tells a flaky test apart', () => {
  const unit = countVitest({
    numPassedTests: 5,
    numFailedTests: 0,
    numFailedTestSuites: 1,
    numPendingTests: 2,
    numTodoTests: 0,
  });
  const browser = countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } });
  expect(sum(unit, browser)).toEqual({ passed: 9, failed: 2, skipped: 2, flaky: 1 });
});

it('refuses a report it does not know', () => {
  expect(() => countVitest({})).toThrow();
  expect(() => countPlaywright({})).toThrow();
});
