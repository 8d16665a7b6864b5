import { expect, it } from 'vitest';
import { OutputRing } from './output-ring';

it('gives back every byte it still has, by position, whatever the sizes of the pieces', () => {
  const ring = new OutputRing(64);
  const all: number[] = [];
  for (let piece = 0; piece < 200; piece++) {
    const bytes = Uint8Array.from({ length: (piece * 7) % 150 }, (_, i) => (piece + i) % 256);
    ring.append(bytes);
    all.push(...bytes);
    expect([ring.start, ring.end]).toEqual([Math.max(0, all.length - 64), all.length]);
    for (const position of [ring.start, ring.start + 5, ring.end]) {
      if (position > ring.end) continue;
      const target = new Uint8Array(20);
      const length = ring.read(position, target);
      expect([...target.subarray(0, length)]).toEqual(all.slice(position, position + 20));
    }
  }
});

it('refuses positions it does not have', () => {
  const ring = new OutputRing(8);
  ring.append(new Uint8Array(20));
  expect(() => ring.read(11, new Uint8Array(1))).toThrow(RangeError);
  expect(() => ring.read(21, new Uint8Array(1))).toThrow(RangeError);
});
