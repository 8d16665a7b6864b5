import { expect, it } from 'vitest';
import { contentsOf } from './chosen-entries';

it.each([
  [['a.txt', 'b.txt'], { path: '.', only: ['a.txt', 'b.txt'] }],
  [['src/a.ts', 'src/b'], { path: 'src', only: ['a.ts', 'b'] }],
  [['src/app/a.ts', 'src/apple/b.ts'], { path: 'src', only: ['app/a.ts', 'apple/b.ts'] }],
  [['src/a/b.ts', 'src/a'], { path: 'src', only: ['a/b.ts', 'a'] }],
  [['a', 'src/b/c'], { path: '.', only: ['a', 'src/b/c'] }],
])('finds the innermost folder that holds %j', (paths, contents) => {
  expect(contentsOf(paths)).toEqual(contents);
});
