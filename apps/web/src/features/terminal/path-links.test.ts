import { expect, it } from 'vitest';
import { findPathLinks, projectPath } from './path-links';

const found = (text: string) => findPathLinks(text).map(({ path, line, column }) => [path, line, column]);

it('finds places in files, and not in addresses', () => {
  expect(found('src/main.ts:12:3 - error')).toEqual([['src/main.ts', 12, 3]]);
  expect(found('  at run (./a/b.mjs:7)')).toEqual([['./a/b.mjs', 7, undefined]]);
  expect(found('  File "pkg/mod.py", line 31, in f')).toEqual([['pkg/mod.py', 31, undefined]]);
  expect(found('/workspace/src/a.ts:3:1')).toEqual([['/workspace/src/a.ts', 3, 1]]);
  expect(found('at file:///workspace/a.mjs:3:1')).toEqual([['/workspace/a.mjs', 3, 1]]);
  expect(found('größe/日本.ts:4:2')).toEqual([['größe/日本.ts', 4, 2]]);
  expect(found('http://example.test:8080/ and 12:30:45')).toEqual([]);
  expect(found('http://example.test/a.ts:3:1')).toEqual([]);
  expect(found('https://example.test/?file=src/a.ts:3:1')).toEqual([]);
  expect(found('ssh://example.test/a.ts:3:1')).toEqual([]);
  expect(found('0.0.0.0:5432->5432/tcp, listening on 127.0.0.1:3000')).toEqual([]);
  expect(found('sub/Makefile:12: *** missing separator; Dockerfile:4:2')).toEqual([
    ['sub/Makefile', 12, undefined],
    ['Dockerfile', 4, 2],
  ]);
});

// As the programs print them, colours apart.
it.each([
  [
    'tsc --pretty',
    `app/[slug]/page.tsx:1:7 - error TS2322: Type 'string' is not assignable`,
    ['app/[slug]/page.tsx', 1, 7],
  ],
  ['tsc, piped', `src/main.ts(1,7): error TS2322: Type 'string' is not assignable`, ['src/main.ts', 1, 7]],
  ['tsc, piped, a group', 'app/(group)/page.tsx(2,14): error TS2322: Type', ['app/(group)/page.tsx', 2, 14]],
  ['tsc, its summary', '     2  app/[slug]/page.tsx:1', ['app/[slug]/page.tsx', 1, undefined]],
  [
    'gcc',
    'src/a.c:4:10: error: ‘undefined_thing’ undeclared (first use in this function)',
    ['src/a.c', 4, 10],
  ],
  ['gcc, an include', 'In file included from src/a.c:1:', ['src/a.c', 1, undefined]],
  ['rustc', '   --> src/main.rs:4:20', ['src/main.rs', 4, 20]],
  ['a panic in Rust', `thread 'main' (28529) panicked at src/panic.rs:1:55:`, ['src/panic.rs', 1, 55]],
  [
    'eslint --format unix',
    `/workspace/src/x.js:1:7: 'a' is assigned a value but never used. [Error/no-unused-vars]`,
    ['/workspace/src/x.js', 1, 7],
  ],
  [
    'biome',
    'apps/web/src/zz.ts:1:12 lint/suspicious/noDebugger  FIXABLE  ━━━━━━━━━━',
    ['apps/web/src/zz.ts', 1, 12],
  ],
  [
    'python',
    '  File "/workspace/src/my dir/err two.py", line 4, in f',
    ['/workspace/src/my dir/err two.py', 4, undefined],
  ],
  ['pytest', 'tests/test_a.py:2: AssertionError', ['tests/test_a.py', 2, undefined]],
  ['pytest --tb=short', 'tests/test_a.py:4: in test_one', ['tests/test_a.py', 4, undefined]],
  [
    'pytest --tb=line',
    '/workspace/tests/test_a.py:2: assert 1 == 2',
    ['/workspace/tests/test_a.py', 2, undefined],
  ],
  ['vitest', ' ❯ apps/web/src/x.test.ts:2:23', ['apps/web/src/x.test.ts', 2, 23]],
  [
    'go vet',
    'vet: sub/s.go:3:23: cannot use "s" (untyped string constant) as int value',
    ['sub/s.go', 3, 23],
  ],
  [
    'go vet, a check',
    './main.go:6:2: fmt.Printf format %d has arg "s" of wrong type string',
    ['./main.go', 6, 2],
  ],
  ['a panic in Go', '\t/workspace/main.go:3 +0x27', ['/workspace/main.go', 3, undefined]],
  ['grep -n', "./src/err.py:4:    raise ValueError('no')", ['./src/err.py', 4, undefined]],
  ['git grep --column', 'tests/test_a.py:2:5:    assert x == 2', ['tests/test_a.py', 2, 5]],
  ['node', '    at f (file:///workspace/src/js.mjs:1:22)', ['/workspace/src/js.mjs', 1, 22]],
  ['make', 'make: *** [Makefile:2: all] Error 1', ['Makefile', 2, undefined]],
  ['make, a rule', 'bad.mk:1: *** missing separator.  Stop.', ['bad.mk', 1, undefined]],
  ['bash', 'print.sh: line 3: foo: command not found', ['print.sh', 3, undefined]],
  ['dash', 'print.sh: 3: foo: not found', ['print.sh', 3, undefined]],
])('reads what %s prints', (_program, text, place) => {
  expect(found(text)).toEqual([place]);
});

it.each([
  ['see src/a.ts:12.', 'src/a.ts:12'],
  ['see src/a.ts:12:3, then', 'src/a.ts:12:3'],
  ['(src/a.ts:12:3)', 'src/a.ts:12:3'],
  ['[src/a.ts:12]', 'src/a.ts:12'],
  ['((src/a.ts:12:3))', 'src/a.ts:12:3'],
  ['run(src/a.ts:12:3)', 'src/a.ts:12:3'],
  ['"src/a.ts:12:3";', 'src/a.ts:12:3'],
  ['`src/a.ts:12`!', 'src/a.ts:12'],
  ['app/[...rest]/page.tsx:3:1', 'app/[...rest]/page.tsx:3:1'],
  ['app/[[...rest]]/page.tsx:3:1', 'app/[[...rest]]/page.tsx:3:1'],
  ['(app/(group)/page.tsx:3:1)', 'app/(group)/page.tsx:3:1'],
  ['routes/$id.tsx:3:1', 'routes/$id.tsx:3:1'],
])('marks %j as far as it is the place', (text, marked) => {
  expect(findPathLinks(text).map(({ start, end }) => text.slice(start, end))).toEqual([marked]);
});

it.each([
  '  File "<string>", line 2',
  '    at async ModuleLoader.import (node:internal/modules/esm/loader:606:24)',
  'tests/test_a.py::test_one',
  '12:30:45 up 3 days',
])('finds nothing in %j', (text) => {
  expect(found(text)).toEqual([]);
});

it('tells which longer paths a place with blanks before it may be', () => {
  const wider = (text: string) => findPathLinks(text).map((link) => link.wider);
  expect(wider('src/my dir/a b.ts:1:7 - error')).toEqual([['src/my dir/a b.ts', 'dir/a b.ts']]);
  expect(wider('src/my dir/a b.ts(1,7): error TS2322')).toEqual([['src/my dir/a b.ts', 'dir/a b.ts']]);
  expect(wider('In file included from my dir/a.c:1:')).toEqual([
    [
      'In file included from my dir/a.c',
      'file included from my dir/a.c',
      'included from my dir/a.c',
      'from my dir/a.c',
      'my dir/a.c',
    ],
  ]);
  expect(wider(`error: 'my dir/a b.ts:3'`)).toEqual([['my dir/a b.ts', 'dir/a b.ts']]);
  expect(wider('at f (my dir/a.ts:3:1)')).toEqual([['at f (my dir/a.ts', 'f (my dir/a.ts', 'my dir/a.ts']]);
  expect(wider('  --> /workspace/a.rs:3:1, ./b.rs:2, error: a.rs:3')).toEqual([[], [], []]);
  expect(wider(`${'word '.repeat(1_000)}a.ts:3`)[0]).toHaveLength(8);
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
