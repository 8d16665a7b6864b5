import { AppError } from '@berth/protocol/error';
import { expect, it } from 'vitest';
import { doneTitle, failureNotice } from './outcome-notice';

const failure = (path: string) => ({
  item: { path },
  error: new AppError('NOT_FOUND', `There is no ${path}.`),
});

it('names one item, and counts several', () => {
  expect(doneTitle('deleted', ['src/a.txt'])).toBe('“a.txt” was deleted');
  expect(doneTitle('replaced', ['a', 'b'])).toBe('2 items were replaced');
});

it('says what failed and why, a few one by one', () => {
  expect(failureNotice('moved', { tried: 1, failed: [failure('src/a')] })).toEqual({
    title: '“a” could not be moved',
    text: 'There is no src/a.',
  });
  expect(failureNotice('deleted', { tried: 5, failed: [failure('src/a')] })).toEqual({
    title: '1 of 5 items could not be deleted',
    text: '“a”: There is no src/a.',
  });
  const { title, text } = failureNotice('put back', {
    tried: 5,
    failed: ['a', 'b', 'c', 'd', 'e'].map(failure),
  });
  expect(title).toBe('5 of 5 items could not be put back');
  expect(text.split('\n').slice(2)).toEqual(['“c”: There is no c.', 'And 2 more.']);
});
