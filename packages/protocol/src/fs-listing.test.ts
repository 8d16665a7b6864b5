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

it('gives back every entry, over JSON, as it was added', () => {
  const told = { size: 3, mtime: '2026-01-02T03:04:05.678Z', mode: 0o644 };
  expect(listingSchema.parse(JSON.parse(JSON.stringify(columns())))).toStrictEqual([
    { ...told, name: 'x', path: 'a/b/x', type: 'directory', mode: 0o755 },
    { ...told, name: 'gone', path: 'a/b/gone', type: 'symlink', linkType: null },
    { ...told, name: 'plain', path: 'a/b/plain', type: 'file' },
    { ...told, name: 'to', path: 'a/b/to', type: 'symlink', linkType: 'directory' },
    { ...told, name: 'pipe', path: 'a/b/pipe', type: 'other', size: 0 },
    { ...told, name: 'b\uFFFD', path: 'a/b/b\uFFFD', type: 'file', validUtf8: false },
  ]);
  expect(listingSchema.parse(new Listing('').columns)).toEqual([]);
  expect(listingSchema.parse(columns(''))[0]?.path).toBe('x');
});

it.each<[string, Partial<Record<keyof ListingColumns, unknown>>]>([
  ['a name that is none', { names: ['x', 'gone', 'plain', 'to', 'pipe', 1] }],
  ['too few names', { names: ['x'] }],
  ['too few types', { types: 'dlfl' }],
  ['an unknown type', { types: 'dlflox' }],
  ['a size that is negative', { sizes: [3, 3, 3, 3, 0, -1] }],
  ['a size that is no number', { sizes: [3, 3, 3, 3, 0, '1'] }],
  ['a time that cannot be said', { mtimes: [time, time, time, time, time, 9e15] }],
  ['a mode too many', { modes: [1, 1, 1, 1, 1, 1, 1] }],
  ['a link that leads to more than one', { linkTypes: [null, 'file', 'file'] }],
  ['a link to what is unknown', { linkTypes: [null, 'x'] }],
  ['numbers that are no list', { sizes: { length: 6 } }],
])('refuses %s', (_what, other) => {
  expect(listingSchema.safeParse({ ...columns(), ...other }).success).toBe(false);
});
