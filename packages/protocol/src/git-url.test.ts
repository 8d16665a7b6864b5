import { describe, expect, it } from 'vitest';
import { parseGitUrl } from './git-url';

describe('parseGitUrl', () => {
  it.each([
    'https://host/a/b.git',
    'http://127.0.0.1:80/x',
    'ssh://git@host/a.git',
    'git@host.example:a/b.git',
    'git://host/a',
  ])('takes %s', (url) => expect(parseGitUrl(url)).toContain('host'.slice(0, url.includes('127') ? 0 : 4)));
  it.each([
    'ext::sh -c id',
    'file:///etc',
    '/etc',
    '../other',
    '-oProxyCommand=id',
    'ssh://-oProxyCommand=id/x',
    'https://user:secret@host/a.git',
    'https://a-token@host/a.git',
    'fd::17',
    '',
    'javascript:alert(1)',
  ])('refuses %s', (url) =>
    expect(() => parseGitUrl(url)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' })),
  );
});
