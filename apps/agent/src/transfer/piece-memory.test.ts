import { expect, test } from 'vitest';
import { PIECE_BYTES, PieceMemory } from './piece-memory';

test('gives the same memory again once it has come back, and not before', () => {
  const memory = new PieceMemory();
  const [first, second] = [memory.take(), memory.take()];
  expect(first.length).toBe(PIECE_BYTES);
  expect(second.buffer).not.toBe(first.buffer);
  memory.giveBack(first.subarray(5, 10));
  const again = memory.take();
  expect(again.buffer).toBe(first.buffer);
  expect(again.length).toBe(PIECE_BYTES);
  expect(memory.take().buffer).not.toBe(first.buffer);
});

test('does not take memory that is not its own', () => {
  const memory = new PieceMemory();
  const foreign = Buffer.allocUnsafeSlow(PIECE_BYTES);
  memory.giveBack(foreign);
  expect(memory.take().buffer).not.toBe(foreign.buffer);
});
