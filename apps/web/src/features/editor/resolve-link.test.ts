import { expect, it } from 'vitest';
import { resolveLink } from './resolve-link';

it('resolves links between files of the project', () => {
  expect(resolveLink('docs/adr', '../ARCHITECTURE.md#flows')).toBe('docs/ARCHITECTURE.md');
  expect(resolveLink('.', './a%20b.md?x')).toBe('a b.md');
  expect(resolveLink('docs', '/README.md')).toBe('README.md');
  expect(resolveLink('docs', '../../etc/passwd')).toBeNull();
  expect(resolveLink('.', '%ff')).toBeNull();
  expect(resolveLink('.', '#here')).toBeNull();
  expect(resolveLink('docs', '#here')).toBeNull();
  expect(resolveLink('docs', '')).toBeNull();
});
