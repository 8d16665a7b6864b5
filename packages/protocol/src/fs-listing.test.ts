import { expect, it } from 'vitest';
import { Listing, type ListingColumns, listingSchema } from './fs-listing';

const time = Date.parse('2026-01-02T03:04:05.678Z');
const file = { type: 'file', size: 3, mtime: time, mode: 0o644, validUtf8: true } as const;

function columns(folder = 'a/b'): ListingColumns {
  const listing = new Listing(folder);
  listing.add({ ...file, name: 'x', type: 'directory', mode: 0o755 });
  listing.add({ ...file, name: 'gone', type: 'symlink', linkType: null });
  listing.add({ ...file, name: 'plain' });
  listing.add({ ...file, name: 'to', type: 'symlink', linkType: 'directory' });
  listing.add({ ...file, name: 'pipe', type: 'other', size: 0 });
  listing.add({ ...file, name: 'b\uFFFD', validUtf8: false });
  return listing.columns;
}

it('takes what an agent added, over JSON', () => {
  for (const added of [columns(), new Listing('').columns]) {
    expect(listingSchema.parse(JSON.parse(JSON.stringify(added)))).toStrictEqual(added);
  }
});

it.each<[string, Partial<Record<keyof ListingColumns, unknown>>]>([
  ['a name that is none', { names: ['x', 'gone', 'plain', 'to', 'pipe', 1] }],
  ['too few names', { names: ['x'] }],
  ['too few types', { types: 'dlfl' }],
  ['an unknown type', { types: 'dlflox' }],
  ['a size that is negative', { sizes: [3, 3, 3, 3, 0, -1] }],
  ['a size that is no number', { sizes: [3, 3, 3, 3, 0, '1'] }],
  ['a time that cannot be said', { mtimes: [time, 0, 0, 0, 0, 9e15] }],
  ['times that cannot be said together', { mtimes: [time, 1e14, 1e14, 1e14, 0, 0] }],
  ['a time that is no number', { mtimes: [time, 0, 0, null, 0, 0] }],
  ['a mode too many', { modes: [1, 1, 1, 1, 1, 1, 1] }],
  ['a link that leads to more than one', { linkTypes: [null, 'file', 'file'] }],
  ['a link to what is unknown', { linkTypes: [null, 'x'] }],
  ['numbers that are no list', { sizes: { length: 6 } }],
])('refuses %s', (_what, other) => {
  expect(listingSchema.safeParse({ ...columns(), ...other }).success).toBe(false);
});
