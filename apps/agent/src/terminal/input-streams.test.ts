import { expect, it } from 'vitest';
import { InputStreams } from './input-streams';

const input = (seq: number, clientId = 'a') => ({ clientId, seq });

it('takes the inputs of each client one after the other, and knows what comes again', () => {
  const streams = new InputStreams();
  for (const seq of [1, 2, 3]) {
    expect(streams.hasTaken(input(seq))).toBe(false);
    streams.expect(input(seq));
    streams.take(input(seq));
  }
  streams.expect(input(1, 'b'));
  expect([1, 3, 4].map((seq) => streams.hasTaken(input(seq)))).toEqual([true, true, false]);
  expect(streams.hasTaken(input(1, 'b'))).toBe(false);
});

it('lets nothing overtake an input that is missing, the first one neither, and says which it is', () => {
  const streams = new InputStreams();
  const missing = (missingInput: number) =>
    expect.objectContaining({ code: 'CONFLICT', details: { missingInput } });
  expect(() => streams.expect(input(2))).toThrow(missing(1));
  streams.take(input(1));
  expect(() => streams.expect(input(3))).toThrow(missing(2));
  streams.expect(input(2));
});

it('remembers those who typed last', () => {
  const streams = new InputStreams();
  streams.take(input(1, 'old'));
  for (let client = 0; client < 999; client++) streams.take(input(1, `client ${client}`));
  streams.take(input(2, 'old'));
  streams.take(input(1, 'new'));
  expect(streams.hasTaken(input(2, 'old'))).toBe(true);
  expect(streams.hasTaken(input(1, 'client 0'))).toBe(false);
  expect(streams.hasTaken(input(1, 'client 1'))).toBe(true);
});
