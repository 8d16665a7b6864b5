import { describe, expect, it } from 'vitest';
import { isRefName } from './git-ref';

describe('isRefName', () => {
  it.each(['main', 'feature/x', 'a.b', 'ünï/😀', 'x@y', '1', 'HEAD', '%(x)'])('takes %j', (name) =>
    expect(isRefName(name)).toBe(true),
  );
  it.each([
    '',
    '@',
    '-d',
    '--upload-pack=id',
    'a b',
    'a..b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a@{1}',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    'a.lock',
    'a/b.LOCK',
    'a.',
    'a\nb',
    'a\0b',
    'a\x7f',
  ])('refuses %j', (name) => expect(isRefName(name)).toBe(false));
});
