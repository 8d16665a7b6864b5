import { expect, it } from 'vitest';
import { findPathLinks, projectPath } from './path-links';

it('finds places in files, and not in addresses', () => {
  const found = (text: string) => findPathLinks(text).map(({ path, line, column }) => [path, line, column]);
  expect(found('src/main.ts:12:3 - error')).toEqual([['src/main.ts', 12, 3]]);
  expect(found('  at run (./a/b.mjs:7)')).toEqual([['./a/b.mjs', 7, undefined]]);
  expect(found('  File "pkg/mod.py", line 31, in f')).toEqual([['pkg/mod.py', 31, undefined]]);
  expect(found('/workspace/src/a.ts:3:1')).toEqual([['/workspace/src/a.ts', 3, 1]]);
  expect(found('at file:///workspace/a.mjs:3:1')).toEqual([['/workspace/a.mjs', 3, 1]]);
  expect(found('größe/日本.ts:4:2')).toEqual([['größe/日本.ts', 4, 2]]);
  expect(found('http://example.test:8080/ and 12:30:45')).toEqual([]);
  expect(found('http://example.test/a.ts:3:1')).toEqual([]);
  expect(found('0.0.0.0:5432->5432/tcp, listening on 127.0.0.1:3000')).toEqual([]);
  expect(found('sub/Makefile:12: *** missing separator; Dockerfile:4:2')).toEqual([
    ['sub/Makefile', 12, undefined],
    ['Dockerfile', 4, 2],
  ]);
});

it('resolves them from the folder the program runs in, within the project', () => {
  const from = (cwd: string) => ({ root: '/workspace', cwd });
  expect(projectPath('b.ts', from('src'))).toBe('src/b.ts');
  expect(projectPath('../a/./b.ts', from('src'))).toBe('a/b.ts');
  expect(projectPath('../../b.ts', from('src'))).toBeUndefined();
  expect(projectPath('/etc/passwd', from('.'))).toBeUndefined();
  expect(projectPath('/workspace/src/b.ts', from('docs'))).toBe('src/b.ts');
  expect(projectPath('/workspace2/b.ts', from('.'))).toBeUndefined();
  expect(projectPath('../workspace/b.ts', from('/tmp'))).toBe('b.ts');
  expect(projectPath('b.ts', from('/tmp'))).toBeUndefined();
});
