import { expect, it } from 'vitest';
import { foldersAbove, IgnoreRules } from './ignore-rules';

it('ignores what .gitignore files say, the innermost first', () => {
  const rules = new IgnoreRules();
  rules.set('.', 'dist/\n/only-root\n*.cache\n# comment\n');
  rules.set('packages/a', '!dist/\nout\n');
  const ignored = (path: string) => rules.ignoresFolder(path);
  expect(ignored('dist')).toBe(true);
  expect(ignored('packages/b/dist')).toBe(true);
  expect(ignored('packages/a/dist')).toBe(false);
  expect(ignored('packages/a/out')).toBe(true);
  expect(ignored('packages/b/out')).toBe(false);
  expect(ignored('x/only-root')).toBe(false);
  expect(ignored('x/y.cache')).toBe(true);
  expect(ignored('Dist')).toBe(false);
  expect(ignored('a/node_modules')).toBe(true);
  rules.set('.', undefined);
  expect(ignored('dist')).toBe(false);
});

it('names the folders above', () => {
  expect(foldersAbove('a')).toEqual(['.']);
  expect(foldersAbove('a/b/c')).toEqual(['a/b', 'a', '.']);
});
