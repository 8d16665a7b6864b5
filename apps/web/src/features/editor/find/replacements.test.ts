import { expect, test } from 'vitest';
import { emptyQuery, type FindQuery } from './find-query';
import { replaceAll, replaceOne } from './replacements';

const query = (search: string, replace: string, options: Partial<FindQuery> = {}): FindQuery => ({
  ...emptyQuery,
  search,
  replace,
  regexp: true,
  ...options,
});
const inserted = (search: string, replace: string, text: string) =>
  replaceAll(text, query(search, replace)).edits.map(({ insert }) => insert);

test('a replacement names groups, the match, and characters that cannot be typed', () => {
  expect(inserted('(\\w)(\\d)', '$2$1 $& $0 $$', 'a1 b2')).toEqual(['1a a1 a1 $', '2b b2 b2 $']);
  expect(inserted('(?<first>a)|(b)', '[$<first>$2$3$<other>]', 'ab')).toEqual([
    '[a$3$<other>]',
    '[b$3$<other>]',
  ]);
  expect(inserted('(a)', '$10$00', 'a')).toEqual(['a0$00']);
  expect(inserted(',', '\\n\\t\\\\n', ',')).toEqual(['\n\t\\n']);
});

test('outside of an expression, a replacement is what was typed', () => {
  expect(replaceAll('a', query('a', '$&\\n', { regexp: false })).edits).toEqual([
    { from: 0, to: 1, insert: '$&\\n' },
  ]);
});

test('one match is replaced as what surrounds it has it', () => {
  const behind = query('(?<=x)(b)', '<$1>');
  expect(replaceOne('b xb', behind, { from: 3, to: 4 })).toEqual({
    edits: [{ from: 3, to: 4, insert: '<b>' }],
    count: 1,
  });
  expect(replaceOne('b xb', behind, { from: 0, to: 1 })).toEqual({ edits: [], count: 0 });
});

test('very many replacements become one edit of the same meaning', () => {
  expect(replaceAll('.a.b.a.', query('a', 'long'), { maxEdits: 1 })).toEqual({
    edits: [{ from: 1, to: 6, insert: 'long.b.long' }],
    count: 2,
  });
});

test('what would be too large to edit is refused', () => {
  expect(() => replaceAll('a'.repeat(100), query('a', 'x'.repeat(1024 * 1024)))).toThrow(RangeError);
});

test('only what lies in the parts is replaced', () => {
  const within = [{ from: 1, to: 3 }];
  expect(replaceAll('aaaa', query('a', 'b'), { within }).edits.map(({ from }) => from)).toEqual([1, 2]);
  expect(replaceOne('aaaa', query('a', 'b'), { from: 3, to: 4, within }).count).toBe(0);
});
