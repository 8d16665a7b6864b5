import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MB = 1_000_000;

/** Something to download: its name in the tables, its bytes, and how it is made. */
export interface Tree {
  name: string;
  bytes: number;
  fill(folder: string): void;
}

/** Text that deflates about as well as source code does, the same every time. */
function sourceText(bytes: number): Buffer {
  let seed = 42;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const word = () => Array.from({ length: 2 + Math.floor(random() * 9) }, () => letter(random())).join('');
  const words = Array.from({ length: 4_000 }, word);
  const pieces: string[] = [];
  for (let size = 0; size < bytes; ) {
    const piece = `${words[Math.floor(random() ** 3 * words.length)]}${random() < 0.1 ? '\n' : ' '}`;
    pieces.push(piece);
    size += piece.length;
  }
  return Buffer.from(pieces.join('').slice(0, bytes));
}

const letter = (value: number) => String.fromCharCode(97 + Math.floor(value * 26));

export const manyFiles: Tree = {
  name: '5,000 files, 300 MB',
  bytes: 300 * MB,
  fill(folder) {
    const pool = sourceText(8 * MB);
    for (let index = 0; index < 5_000; index += 1) {
      const parent = join(folder, `d${index % 100}`);
      mkdirSync(parent, { recursive: true });
      const from = (index * 7_919) % (pool.length - 60_000);
      writeFileSync(join(parent, `f${index}.ts`), pool.subarray(from, from + 60_000));
    }
  },
};

/** Does not deflate, so that the archive has as many bytes as the file. */
export const oneFile: Tree = {
  name: 'one file, 1 GB',
  bytes: 1_000 * MB,
  fill(folder) {
    const file = openSync(join(folder, 'big.bin'), 'w');
    for (let index = 0; index < 1_000; index += 1) writeSync(file, randomBytes(MB));
    closeSync(file);
  },
};

export const tinyFiles: Tree = {
  name: '200,000 files, 20 MB',
  bytes: 20 * MB,
  fill(folder) {
    const text = sourceText(MB);
    for (let index = 0; index < 200_000; index += 1) {
      const parent = join(folder, `d${Math.floor(index / 500)}`);
      if (index % 500 === 0) mkdirSync(parent);
      const from = (index * 101) % (text.length - 100);
      writeFileSync(join(parent, `f${index}`), text.subarray(from, from + 100));
    }
  },
};
