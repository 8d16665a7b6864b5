import { expect, it } from 'vitest';
import { parseSearch } from './search';

it('tells authors and paths from words of the message', () => {
  expect(parseSearch('fix  author:ada the path:src/a.ts bug')).toEqual({
    message: 'fix the bug',
    author: 'ada',
    path: 'src/a.ts',
  });
  expect(parseSearch('author:"Ada Lovelace" path:"a b" say "hi"')).toEqual({
    message: 'say "hi"',
    author: 'Ada Lovelace',
    path: 'a b',
  });
  expect(parseSearch(' ')).toEqual({});
  expect(parseSearch('author:')).toEqual({ message: 'author:' });
});
