import { folderPageSchema } from '@berth/protocol/fs-entry';
import { type ListedEntry, Listing, listingSchema } from '@berth/protocol/fs-listing';
import { expect, it } from 'vitest';
import { pageJson } from './page-json';

const time = Date.parse('2026-01-02T03:04:05.678Z');
const file = { type: 'file', size: 3, mtime: time, mode: 0o644, validUtf8: true } as const;
const told = { size: 3, mtime: '2026-01-02T03:04:05.678Z', mode: 0o644 };

/** What a client reads of entries that an agent added, over JSON both times. */
function read(folder: string, entries: ListedEntry[]) {
  const listing = new Listing(folder);
  for (const entry of entries) listing.add(entry);
  const columns = listingSchema.parse(JSON.parse(JSON.stringify(listing.columns)));
  const page = JSON.parse(pageJson({ entries: columns, nextCursor: 'a"b', total: 7 }));
  expect(folderPageSchema.parse(page)).toStrictEqual(page);
  expect(page).toMatchObject({ nextCursor: 'a"b', total: 7 });
  return page.entries;
}

it('says every entry as it was added', () => {
  const entries = read('a/b', [
    { ...file, name: 'x', type: 'directory', mode: 0o755 },
    { ...file, name: 'gone', type: 'symlink', linkType: null },
    { ...file, name: 'plain', mtime: 0 },
    { ...file, name: 'to', type: 'symlink', linkType: 'directory' },
    { ...file, name: 'pipe', type: 'other', size: Number.MAX_SAFE_INTEGER },
    { ...file, name: 'b\uFFFD', validUtf8: false },
  ]);
  expect(entries).toStrictEqual([
    { ...told, name: 'x', path: 'a/b/x', type: 'directory', mode: 0o755 },
    { ...told, name: 'gone', path: 'a/b/gone', type: 'symlink', linkType: null },
    { ...told, name: 'plain', path: 'a/b/plain', type: 'file', mtime: '1970-01-01T00:00:00.000Z' },
    { ...told, name: 'to', path: 'a/b/to', type: 'symlink', linkType: 'directory' },
    { ...told, name: 'pipe', path: 'a/b/pipe', type: 'other', size: Number.MAX_SAFE_INTEGER },
    { ...told, name: 'b\uFFFD', path: 'a/b/b\uFFFD', type: 'file', validUtf8: false },
  ]);
});

it('says times of one second, of the next and of the time before 1970, and modes that change', () => {
  const at = [time, time - 669, time - 678, time + 322, -500, -1000];
  const entries = read('', [
    ...at.map((mtime, index) => ({ ...file, name: `${index}`, mtime, mode: index % 2 === 0 ? 0o600 : 0 })),
    { ...file, name: 'b\uFFFD', mode: 0o4755, validUtf8: false },
    { ...file, name: 'c', mode: 0o4755 },
  ]);
  expect(entries.map(({ mtime }: { mtime: string }) => mtime)).toEqual(
    [...at, time, time].map((ms) => new Date(ms).toISOString()),
  );
  expect(entries.map(({ mode }: { mode: number }) => mode)).toEqual([
    ...[0o600, 0, 0o600, 0, 0o600, 0],
    ...[0o4755, 0o4755],
  ]);
  expect(entries.map(({ validUtf8 }: { validUtf8?: false }) => validUtf8)).toEqual([
    ...Array(6).fill(undefined),
    ...[false, undefined],
  ]);
});

it('says an empty folder, and entries of the root', () => {
  expect(read('', [])).toEqual([]);
  expect(read('', [{ ...file, name: 'x' }])).toEqual([{ ...told, name: 'x', path: 'x', type: 'file' }]);
});

it.each([
  ['quotes', 'say "x"'],
  ['a backslash', 'a\\b'],
  ['a line feed', 'a\nb'],
  ['the end of its string and more', 'x","size":0},{"name":"y'],
  ['half a character', 'a\ud83d'],
  ['characters beyond the first plane', '😀 日本'],
  ['separators of lines', '\u2028\u2029'],
])('keeps a name with %s, and a folder', (_what, name) => {
  const [first, second] = read(`in ${name}`, [
    { ...file, name },
    { ...file, name: 'plain' },
  ]);
  expect(first).toEqual({ ...told, name, path: `in ${name}/${name}`, type: 'file' });
  expect(second).toEqual({ ...told, name: 'plain', path: `in ${name}/plain`, type: 'file' });
});
