import { describe, expect, it } from 'vitest';
import { nameFromUrl, shortUrl } from './source-name';

describe('nameFromUrl', () => {
  it.each([
    ['https://git.example.org/team/app.git', 'app'],
    ['https://git.example.org/team/app/', 'app'],
    ['git@git.example.org:team/app.git', 'app'],
    ['git@git.example.org:app', 'app'],
    ['ssh://git@git.example.org:2222/team/my-app.GIT', 'my-app'],
    ['https://git.example.org/team/app.git?ref=x#readme', 'app'],
    ['https://git.example.org/team/my%20app.git', 'my app'],
    ['https://git.example.org/team/100%.git', '100%'],
    ['https://git.example.org', ''],
    ['https://git.example.org/', ''],
    ['', ''],
  ])('%s → %s', (url, name) => {
    expect(nameFromUrl(url)).toBe(name);
  });

  it('never suggests more than a name may have', () => {
    expect(nameFromUrl(`https://host/${'a'.repeat(200)}`)).toHaveLength(80);
  });
});

describe('shortUrl', () => {
  it.each([
    ['https://git.example.org/team/app.git', 'git.example.org/team/app'],
    ['git@git.example.org:team/app.git', 'git.example.org:team/app'],
  ])('%s → %s', (url, short) => {
    expect(shortUrl(url)).toBe(short);
  });
});
