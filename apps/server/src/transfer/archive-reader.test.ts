import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { checkLength } from './archive-reader';

/** What is handed on of pieces of 10 bytes when 30 are to come, and how it ended. */
async function handOn(pieces: number): Promise<{ bytes: number; error: unknown }> {
  let bytes = 0;
  const target = new Writable({
    write(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      done();
    },
  });
  const source = Readable.from(Array.from({ length: pieces }, () => Buffer.alloc(10)));
  const error = await pipeline(source, checkLength(30), target).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { bytes, error };
}

test('hands on as much as was asked for', async () => {
  expect(await handOn(3)).toEqual({ bytes: 30, error: undefined });
});

test('fails when less comes', async () => {
  const { error } = await handOn(2);
  expect(error).toMatchObject({ code: 'WORKSPACE_UNAVAILABLE' });
});

test('fails when more comes, and hands none of it on', async () => {
  const { bytes, error } = await handOn(5);
  expect(bytes).toBeLessThanOrEqual(30);
  expect(error).toMatchObject({ code: 'WORKSPACE_UNAVAILABLE' });
});
