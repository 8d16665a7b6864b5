import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { ExecStream } from './exec-stream';

const FRAME_BYTES = 64 * 1024;

/** An exec that writes for ever, as fast as it is read, numbering its pieces. */
class EndlessExec extends Duplex {
  frames = 0;
  readonly written: string[] = [];

  override _read(): void {
    const frame = Buffer.alloc(8 + FRAME_BYTES, this.frames % 256);
    frame.writeUInt32BE(1, 0);
    frame.writeUInt8(1, 0);
    frame.writeUInt32BE(FRAME_BYTES, 4);
    this.frames += 1;
    this.push(frame);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written.push(chunk.toString());
    done();
  }
}

it('stops reading while nobody takes the bytes, and loses none', async () => {
  const exec = new EndlessExec();
  const stream = new ExecStream(exec, () => {});
  await expect.poll(() => exec.isPaused()).toBe(true);
  const { frames } = exec;
  expect(frames).toBeLessThan(20);

  let taken = 0;
  for await (const chunk of stream) {
    for (const byte of chunk as Buffer) {
      if (byte !== Math.floor(taken / FRAME_BYTES) % 256) throw new Error(`byte ${taken} is wrong`);
      taken += 1;
    }
    if (taken > 100 * FRAME_BYTES) break;
  }
  expect(exec.frames).toBeGreaterThan(100);
  expect(exec.destroyed).toBe(true);
});

it('hands writes on and ends the exec when it ends', async () => {
  const exec = new EndlessExec();
  const stream = new ExecStream(exec, () => {});
  stream.write('hello ');
  stream.end('world');
  await expect.poll(() => exec.writableFinished).toBe(true);
  expect(exec.written).toEqual(['hello ', 'world']);
  stream.destroy();
});
