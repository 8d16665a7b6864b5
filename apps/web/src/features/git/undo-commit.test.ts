import { expect, it } from 'vitest';
import { undoWarnings } from './undo-commit';

it('warns of a merge and of a commit that was pushed, and of nothing else', () => {
  expect(undoWarnings({ upstream: null, ahead: null }, 1)).toEqual([]);
  expect(undoWarnings({ upstream: 'origin/main', ahead: 1 }, 1)).toEqual([]);
  // A branch whose upstream is gone was pushed to nowhere anybody knows.
  expect(undoWarnings({ upstream: 'origin/main', ahead: null }, 1)).toEqual([]);
  expect(undoWarnings({ upstream: 'origin/main', ahead: 0 }, 1)).toEqual([
    expect.stringContaining('origin/main has it already'),
  ]);
  expect(undoWarnings({ upstream: null, ahead: null }, 2)).toEqual([expect.stringContaining('merge')]);
  expect(undoWarnings({ upstream: 'origin/main', ahead: 0 }, 2)).toHaveLength(2);
});
