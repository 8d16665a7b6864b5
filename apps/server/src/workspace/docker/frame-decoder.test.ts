import { expect, it } from 'vitest';
import { FrameDecoder } from './frame-decoder';

function frame(stream: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

it('gives the same bytes however the stream is cut', () => {
  const whole = Buffer.concat([frame(1, 'hello '), frame(2, 'problem'), frame(1, ''), frame(1, 'world')]);
  for (let size = 1; size <= whole.length; size += 1) {
    const decoder = new FrameDecoder();
    const texts: Record<number, string> = { 1: '', 2: '' };
    for (let at = 0; at < whole.length; at += size) {
      for (const { stream, data } of decoder.push(whole.subarray(at, at + size))) {
        texts[stream] += data.toString();
      }
    }
    expect(texts).toEqual({ 1: 'hello world', 2: 'problem' });
  }
});
