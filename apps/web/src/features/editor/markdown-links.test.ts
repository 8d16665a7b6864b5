import { expect, it } from 'vitest';
import { lineOfPart, linkTarget } from './markdown-links';

const from = (path: string, href: string) =>
  linkTarget(href, { path, folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.' });

it('tells parts of the file, other files with their parts, and places outside apart', () => {
  expect(from('README.md', '#caf%C3%A9')).toEqual({ kind: 'part', part: 'café' });
  expect(from('docs/a.md', './a.md#top')).toEqual({ kind: 'part', part: 'top' });
  expect(from('docs/a.md', 'b.md?x#a-part')).toEqual({ kind: 'file', path: 'docs/b.md', part: 'a-part' });
  expect(from('docs/a.md', '../src/x.ts#L10')).toEqual({ kind: 'file', path: 'src/x.ts', part: 'L10' });
  expect(from('docs/a.md', 'a.md')).toEqual({ kind: 'file', path: 'docs/a.md', part: null });
  expect(from('a.md', 'https://example.org/#x')).toEqual({ kind: 'outside', url: 'https://example.org/#x' });
  expect(from('a.md', '//example.org')).toEqual({ kind: 'outside', url: '//example.org' });
  expect(from('a.md', '#')).toEqual({ kind: 'nowhere' });
  expect(from('a.md', '#%ff')).toEqual({ kind: 'part', part: '%ff' });
  expect(from('a.md', '../../etc/passwd#x')).toEqual({ kind: 'nowhere' });
  expect(from('a.md', '')).toEqual({ kind: 'nowhere' });
});

it('reads the line of a part', () => {
  expect(lineOfPart('L12')).toBe(12);
  expect(lineOfPart('L12-L20')).toBe(12);
  expect(lineOfPart('L3C1-L4C2')).toBe(3);
  expect(lineOfPart('Last')).toBeNull();
});
