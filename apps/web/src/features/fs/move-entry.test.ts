import { expect, it } from 'vitest';
import { answerForAll } from './move-entry';

it('takes an answer for all, but asks again before it replaces what moved along', () => {
  expect(answerForAll(undefined, false)).toBeUndefined();
  expect(answerForAll('overwrite', false)).toBe('overwrite');
  expect(answerForAll('overwrite', true)).toBeUndefined();
  expect(answerForAll('rename', true)).toBe('rename');
  expect(answerForAll('skip', true)).toBe('skip');
});
