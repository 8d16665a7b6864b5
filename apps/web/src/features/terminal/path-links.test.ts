import { expect, it } from 'vitest';
import { findPathLinks, projectPath } from './path-links';

it('finds places in files, and not in addresses', () => {
  const found = (text: string) => findPathLinks(text).map(({ path, line, column }) => [path, line, column]);
  expect(found('src/main.ts:12:3 - error')).toEqual([['src/main.ts', 12, 3]]);
  expect(found('  at run (./a/b.mjs:7)')).toEqual([['./a/b.mjs', 7, undefined]]);
  expect(found('  File "pkg/mod.py", line 31, in f')).toEqual([['pkg/mod.py', 31, undefined]]);
  expect(found('http://example.test:8080/ and 12:30:45')).toEqual([]);
});

it('resolves them from the folder the program runs in, within the project', () => {
  expect(projectPath('b.ts', 'src')).toBe('src/b.ts');
  expect(projectPath('../a/./b.ts', 'src')).toBe('a/b.ts');
  expect(projectPath('../../b.ts', 'src')).toBeUndefined();
  expect(projectPath('/etc/passwd', '.')).toBeUndefined();
});
