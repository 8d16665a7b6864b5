import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, it, onTestFinished } from 'vitest';
import { crc, deflatePiece } from './deflate';
import { PIECE_BYTES } from './piece-memory';
import { ZipArchive } from './zip-archive';
import { type Content, type EntryFacts, ZipEntry } from './zip-entry';

const file: EntryFacts = { path: 'huge.img', type: 'file', mode: 0o100644, mtimeMs: 1_700_000_000_000 };

it('writes a file of more than 4 GiB, and one after it, as Info-ZIP reads them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-zip64-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'a.zip');
  const archive = new ZipArchive();
  const written = pipeline(archive, createWriteStream(path));

  const zeros = Buffer.alloc(PIECE_BYTES);
  const content: Content = { method: 'deflated', crc: 0, size: 0, compressedSize: 0 };
  const note = (piece: Buffer, size: number) => {
    content.size += size;
    content.compressedSize += piece.length;
    content.crc = crc(zeros.subarray(0, size), content.crc);
    return piece;
  };
  const middle = await deflatePiece(zeros, { level: 1, last: false });
  const end = await deflatePiece(zeros.subarray(0, 12_345), { level: 1, last: true });
  async function* pieces() {
    for (let index = 0; index < 4096; index += 1) yield note(middle, PIECE_BYTES);
    yield note(end, 12_345);
  }
  await archive.add(new ZipEntry(file, content), Readable.from(pieces(), { objectMode: false }));
  const bytes = Buffer.from('after it\n');
  const after: Content = {
    method: 'stored',
    crc: crc(bytes),
    size: bytes.length,
    compressedSize: bytes.length,
  };
  await archive.add(new ZipEntry({ ...file, path: 'after.txt' }, after), bytes);
  await archive.finalize();
  await written;

  const listed = execFileSync('unzip', ['-vqq', path], { encoding: 'utf8' });
  expect(listed).toMatch(new RegExp(`^ *${2 ** 32 + 12_345} +Defl`));
  expect(execFileSync('unzip', ['-tq', path], { encoding: 'utf8' })).toContain('No errors detected');
  expect(execFileSync('unzip', ['-p', path, 'after.txt'], { encoding: 'utf8' })).toBe('after it\n');
}, 180_000);
