import { expect, it } from 'vitest';
import { parseHunks } from './parse-hunks';

it('finds hunks by counting their lines', () => {
  const diff = [
    'diff --git a/x b/x',
    '--- a/x',
    '+++ b/x',
    '@@ -1,2 +1,2 @@',
    ' same',
    '-@@ -1,1 +1,1 @@',
    '+new',
    '@@ -9 +9 @@ f()',
    '-a',
    '+b',
    '\\ No newline at end of file',
    '',
  ].join('\n');
  expect(parseHunks(diff)).toEqual([
    { header: '@@ -1,2 +1,2 @@', lines: [' same', '-@@ -1,1 +1,1 @@', '+new'] },
    { header: '@@ -9 +9 @@ f()', lines: ['-a', '+b', '\\ No newline at end of file'] },
  ]);
});
