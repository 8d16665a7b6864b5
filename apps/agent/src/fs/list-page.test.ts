import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor, pageOf } from './list-page';

const item = (name: string, folder = false) => ({ name, isDirectory: () => folder });

it('pages through folders first, then names, whatever is added or removed between pages', () => {
  const items = [item('b'), item('z', true), item('a'), item('Ü'), item('m', true)];
  const first = pageOf(items, { after: undefined, limit: 3 });
  expect(first.items.map((entry) => entry.name)).toEqual(['m', 'z', 'a']);
  const changed = [...items.filter((entry) => entry.name !== 'a'), item('A'), item('c')];
  const after = decodeCursor(encodeCursor(first.next));
  const second = pageOf(changed, { after, limit: 3 });
  expect(second.items.map((entry) => entry.name)).toEqual(['b', 'c', 'Ü']);
  expect(second.next).toBeUndefined();
});

it('refuses a cursor it did not give', () => {
  for (const cursor of ['', 'x', encodeCursor({ folder: true, name: 'a' })?.slice(2) ?? '']) {
    expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  }
});
