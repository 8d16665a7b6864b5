import { afterEach, expect, it, vi } from 'vitest';
import { DrawingQueue } from './drawing-queue';

interface Drawn {
  data: string | Uint8Array;
  read(): void;
}

let queue: DrawingQueue | undefined;
afterEach(() => queue?.dispose());

/** An emulator that reads when it is told to. */
function emulator(): { drawn: Drawn[]; queue: DrawingQueue } {
  const drawn: Drawn[] = [];
  queue = new DrawingQueue((data, read) => drawn.push({ data, read }));
  return { drawn, queue };
}

it('hands over at once what comes while nothing waits', () => {
  const { drawn, queue } = emulator();
  const onDrawn = vi.fn();
  queue.add('a', onDrawn);
  expect(drawn).toHaveLength(1);
  expect(onDrawn).not.toHaveBeenCalled();
  drawn[0]?.read();
  expect(onDrawn).toHaveBeenCalledOnce();
  queue.add('b');
  expect(drawn).toHaveLength(2);
});

it('hands over one piece at a time, in order, and tells of the last', async () => {
  const { drawn, queue } = emulator();
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
  const order: string[] = [];
  queue.add(bytes, () => order.push('bytes'));
  queue.add('', () => order.push('nothing'));
  queue.add('text', () => order.push('text'));
  for (let read = 0; order.length < 3; read++) {
    await expect.poll(() => drawn.length).toBe(read + 1);
    drawn[read]?.read();
  }
  expect(order).toEqual(['bytes', 'nothing', 'text']);
  const pieces = drawn.flatMap(({ data }) => (typeof data === 'string' ? [] : [data]));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(20_000);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});

it('draws nothing more once it is disposed of', () => {
  const { drawn, queue } = emulator();
  const onDrawn = vi.fn();
  queue.add('a', onDrawn);
  queue.add('b');
  queue.dispose();
  drawn[0]?.read();
  queue.add('c');
  expect(onDrawn).not.toHaveBeenCalled();
  expect(drawn).toHaveLength(1);
});
