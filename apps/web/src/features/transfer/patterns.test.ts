import { expect, it } from 'vitest';
import { patternsOf } from './patterns';

it('takes one pattern a line, and nothing of comments and empty lines', () => {
  expect(patternsOf('# mine\n\n  dist/ \r\n*.log\n!keep.log\n')).toEqual(['dist/', '*.log', '!keep.log']);
  expect(patternsOf('\n')).toEqual([]);
});
