import { expect, it } from 'vitest';
import { InputOutbox } from './input-outbox';

it('numbers input, cuts pastes between characters and keeps what is not confirmed', () => {
  const outbox = new InputOutbox();
  const [first] = outbox.add('a');
  const paste = `${'x'.repeat(128 * 1024 - 1)}😀${'y'.repeat(10)}`;
  const pieces = outbox.add(paste);
  expect(pieces.map(({ seq }) => seq)).toEqual([2, 3]);
  expect(pieces.map(({ data }) => data).join('')).toBe(paste);
  expect(pieces.every(({ data }) => !/[\ud800-\udbff]$/.test(String(data)))).toBe(true);
  if (first) outbox.confirm(first);
  expect(outbox.pending).toEqual(pieces);
});

const typed = ({ pending }: InputOutbox) => pending.map(({ seq, data }) => `${seq}:${data}`);

it('sends again under the same numbers what the session misses, and anew what it cannot know the place of', () => {
  const outbox = new InputOutbox();
  const { clientId } = outbox;
  const [a, b] = ['a', 'b', 'c', 'd'].flatMap((data) => outbox.add(data));
  if (a) outbox.confirm(a);
  outbox.missing(3);
  expect([outbox.clientId, ...typed(outbox)]).toEqual([clientId, '2:b', '3:c', '4:d']);
  outbox.missing(1);
  expect(outbox.clientId).not.toBe(clientId);
  expect(typed(outbox)).toEqual(['1:b', '2:c', '3:d']);
  // What the session says of the numbers before is of no account.
  if (b) outbox.confirm(b);
  expect(typed(outbox)).toEqual(['1:b', '2:c', '3:d']);
  outbox.add('e');
  expect(typed(outbox).at(-1)).toBe('4:e');
});

it('cuts what was typed at one place when the session refuses it, and goes on as another client', () => {
  const outbox = new InputOutbox();
  const { clientId } = outbox;
  outbox.add('x'.repeat(300 * 1024));
  outbox.giveUp();
  outbox.add('y');
  expect(outbox.clientId).not.toBe(clientId);
  expect(typed(outbox)).toEqual(['1:y']);
});
