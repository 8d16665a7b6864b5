import { expect, it } from 'vitest';
import { InputOutbox } from './input-outbox';

it('numbers input, cuts pastes between characters and keeps what is not confirmed', () => {
  const outbox = new InputOutbox();
  outbox.add('a');
  const paste = `${'x'.repeat(128 * 1024 - 1)}😀${'y'.repeat(10)}`;
  const pieces = outbox.add(paste);
  expect(pieces.map(({ seq }) => seq)).toEqual([2, 3]);
  expect(pieces.map(({ data }) => data).join('')).toBe(paste);
  expect(pieces.every(({ data }) => !/[\ud800-\udbff]$/.test(String(data)))).toBe(true);
  outbox.confirm(2);
  expect(outbox.pending.map(({ seq }) => seq)).toEqual([1, 3]);
});
