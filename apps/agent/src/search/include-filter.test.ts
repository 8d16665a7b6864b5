import { expect, it } from 'vitest';
import { includeFilter } from './include-filter';

const paths = ['src/a.ts', 'src/deep/b.md', 'lib/src/c.ts', 'd.tsx', '!e.ts'];
const matching = (...globs: string[]) => paths.filter(includeFilter(globs));

it('matches names anywhere, paths from the root, and what is in a folder', () => {
  expect(matching()).toEqual(paths);
  expect(matching('**/*')).toEqual(paths);
  expect(matching('*.ts')).toEqual(['src/a.ts', 'lib/src/c.ts', '!e.ts']);
  expect(matching('/src')).toEqual(['src/a.ts', 'src/deep/b.md']);
  expect(matching('src/*.ts', 'd.tsx')).toEqual(['src/a.ts', 'd.tsx']);
  expect(matching('SRC')).toEqual([]);
});

it('expands braces, nested and several, and knows classes and escapes', () => {
  expect(matching('*.{md,ts{x,y}}')).toEqual(['src/deep/b.md', 'd.tsx']);
  expect(matching('{src,lib}/**/{b,c}.*')).toEqual(['src/deep/b.md', 'lib/src/c.ts']);
  expect(matching('[{c]*.ts')).toEqual(['lib/src/c.ts']);
  expect(matching('{!e,x}.ts')).toEqual(['!e.ts']);
});

it('refuses what is not closed, and more patterns than a search needs', () => {
  for (const glob of ['{', 'a}', '{a,{b}', '[a', '{a,b,c,d,e,f}'.repeat(5)])
    expect(() => includeFilter([glob])).toThrow('not understood');
});
