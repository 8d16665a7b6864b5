import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { attachAhead, dropAttachment, takeAttachment } from './attach-ahead';

/** The page's connection: a test says what it carries. */
const { connection, said, listeners, tell } = vi.hoisted(() => {
  const listeners = new Map<string, (event: unknown) => void>();
  return {
    connection: { id: '' },
    said: [] as string[],
    listeners,
    tell: (name: string, event: unknown) => listeners.get(name)?.(event),
  };
});
vi.mock('../../lib/socket', () => ({
  socket: () => connection,
  emitAck: async (name: string, { sessionId, visible }: { sessionId: string; visible: boolean }) => {
    said.push(`${name} ${sessionId}${visible ? ', visible' : ''}`);
    return { snapshot: `of ${sessionId}` };
  },
  send: (name: string, { sessionId }: { sessionId: string }) => said.push(`${name} ${sessionId}`),
  on: (name: string, listener: (event: unknown) => void) => {
    listeners.set(name, listener);
    return () => listeners.delete(name);
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  connection.id = 'first';
  dropAttachment();
  said.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

it('attaches without a say in the size, and hands over what came since, once', async () => {
  attachAhead('a');
  expect(said).toEqual(['terminal_attach a']);
  tell('terminal_data', { sessionId: 'a', data: [1], offset: 7 });
  tell('terminal_data', { sessionId: 'b', data: [2], offset: 0 });
  tell('terminal_resized', { sessionId: 'b' });
  expect(takeAttachment('b')).toBeUndefined();
  const taken = takeAttachment('a');
  expect(await taken?.answer).toEqual({ snapshot: 'of a' });
  expect(taken?.early).toEqual([{ data: Uint8Array.of(1), offset: 7 }]);
  expect(listeners.size).toBe(0);
  expect(takeAttachment('a')).toBeUndefined();
  vi.runAllTimers();
  expect(said).toEqual(['terminal_attach a']);
});

it.each(['terminal_resized', 'terminal_resync', 'terminal_exit', 'terminal_detached'])(
  'is let go of at %s',
  (name) => {
    attachAhead('a');
    tell(name, { sessionId: 'a' });
    expect(said).toEqual(['terminal_attach a', 'terminal_detach a']);
    expect(takeAttachment('a')).toBeUndefined();
    expect(listeners.size).toBe(0);
  },
);

it('is worth nothing on another connection', () => {
  attachAhead('a');
  connection.id = 'second';
  expect(takeAttachment('a')).toBeUndefined();
  attachAhead('a');
  connection.id = 'third';
  dropAttachment();
  expect(said).toEqual(['terminal_attach a', 'terminal_attach a']);
});

it('lets go of a session that nothing draws, and of one for another', () => {
  attachAhead('a');
  attachAhead('b');
  expect(said).toEqual(['terminal_attach a', 'terminal_detach a', 'terminal_attach b']);
  vi.runAllTimers();
  expect(said.at(-1)).toBe('terminal_detach b');
  expect(takeAttachment('b')).toBeUndefined();
});
