import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { etagOf } from '../src/fs/etag';
import { overwriteFile } from '../src/fs/overwrite';
import { Root } from '../src/fs/root';

let folder: string;
let file: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'berth-overwrite-')));
  file = join(folder, 'file');
  writeFileSync(file, 'first, and longer');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const save = async (text: string, ifMatch: string | undefined) => {
  using place = new Root(folder).find('file', { follow: true });
  await overwriteFile(place, { bytes: Buffer.from(text), ifMatch });
};
const etag = (text: string) => etagOf(Buffer.from(text));

it('writes into the same file what was compared, or what is to be written whatever is there', async () => {
  const { ino } = statSync(file);
  await save('second', etag('first, and longer'));
  expect(readFileSync(file, 'utf8')).toBe('second');
  await save('third', undefined);
  expect(readFileSync(file, 'utf8')).toBe('third');
  expect(statSync(file).ino).toBe(ino);
});

it('writes nothing over what somebody else wrote since', async () => {
  writeFileSync(file, 'somebody else');
  const refused = save('second', etag('first, and longer'));
  await expect(refused).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { etag: etag('somebody else') },
  });
  expect(readFileSync(file, 'utf8')).toBe('somebody else');
});

it('says so when another file took the name meanwhile', async () => {
  const other = join(folder, 'other');
  writeFileSync(other, 'somebody else');
  using place = new Root(folder).find('file', { follow: true });
  const saving = overwriteFile(place, { bytes: Buffer.from('second'), ifMatch: etag('first, and longer') });
  // The file is open after the first turn of the event loop; nothing has compared it yet.
  setImmediate(() => renameSync(other, file));
  await expect(saving).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(readFileSync(file, 'utf8')).toBe('somebody else');
});

it.skipIf(process.getuid?.() !== 0)(
  'leaves the old content whole where there is no room for the new',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
    try {
      writeFileSync(file, 'old');
      expect(() => writeFileSync(join(folder, 'filler'), Buffer.alloc(256 * 1024))).toThrow('ENOSPC');
      await expect(save('x'.repeat(8 * 1024), etag('old'))).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(readFileSync(file, 'utf8')).toBe('old');
      rmSync(join(folder, 'filler'));
      await save('x'.repeat(8 * 1024), etag('old'));
      expect(readFileSync(file, 'utf8')).toBe('x'.repeat(8 * 1024));
    } finally {
      execFileSync('umount', [folder]);
    }
  },
);
