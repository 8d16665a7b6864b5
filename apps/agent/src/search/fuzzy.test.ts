import { expect, it } from 'vitest';
import { fuzzyMatch } from './fuzzy';

const paths = [
  'apps/server/src/app.ts',
  'apps/server/src/http/handler.ts',
  'apps/web/src/features/files/file-tree.tsx',
  'apps/agent/src/fs/tree.ts',
  'README.md',
  'docs/README-old.md',
];
const best = (query: string) =>
  paths
    .flatMap((path) => {
      const match = fuzzyMatch(query, path);
      return match ? [{ path, score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ path }) => path)[0];

it.each([
  ['app.ts', 'apps/server/src/app.ts'],
  ['ft', 'apps/web/src/features/files/file-tree.tsx'],
  ['tree.ts', 'apps/agent/src/fs/tree.ts'],
  ['readme', 'README.md'],
  ['http hand', 'apps/server/src/http/handler.ts'],
  ['agent/tree', 'apps/agent/src/fs/tree.ts'],
])('%s finds %s first', (query, expected) => {
  expect(best(query)).toBe(expected);
});

it('finds nothing where letters are missing, and says where they are', () => {
  expect(fuzzyMatch('xyz', 'README.md')).toBeUndefined();
  expect(fuzzyMatch('me.md', 'a/README.md')?.positions).toEqual([6, 7, 8, 9, 10]);
  expect(fuzzyMatch('', 'a')?.positions).toEqual([]);
});
