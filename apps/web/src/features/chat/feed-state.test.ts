import type { ChatGetOutput } from '@berth/protocol/chat';
import type { ChatMessage } from '@berth/protocol/chat-message';
import { describe, expect, it } from 'vitest';
import { applyCommitted, applyDelta, applyOlder, applySession, applySnapshot } from './feed-state';

const message = (sequence: number, fields: Partial<ChatMessage> = {}): ChatMessage => ({
  id: `m${sequence}`,
  sequence,
  type: 'user',
  content: `text ${sequence}`,
  parts: null,
  agentId: null,
  metadata: null,
  status: 'complete',
  createdAt: '',
  ...fields,
});
const page = (
  revision: number,
  messages: ChatMessage[],
  nextCursor: string | null = null,
): ChatGetOutput => ({
  id: 's',
  title: `r${revision}`,
  projectId: null,
  createdAt: '',
  updatedAt: '',
  messageCount: 0,
  fileCount: 0,
  revision,
  messages,
  files: [],
  nextCursor,
});
const event = (revision: number, messages: ChatMessage[]) => ({ sessionId: 's', revision, messages });
const delta = (offset: number, text: string) => ({ sessionId: 's', messageId: 'm1', offset, text });
const contents = (state: { messages: readonly ChatMessage[] } | undefined) =>
  state?.messages.map(({ content }) => content);

describe('snapshots and events', () => {
  it('come to the same in either order', () => {
    const old = page(3, [message(0), message(1)]);
    const newer = event(4, [message(1, { content: 'edited' }), message(2)]);
    const eventLast = applyCommitted(applySnapshot(undefined, old), newer);
    const snapshotLast = applySnapshot(
      applyCommitted(applySnapshot(undefined, page(2, [message(0)])), newer),
      old,
    );
    expect(contents(eventLast)).toEqual(['text 0', 'edited', 'text 2']);
    expect(contents(snapshotLast)).toEqual(contents(eventLast));
  });

  it('keep older pages where the readings join, and drop them where they do not', () => {
    const state = applyOlder(
      applySnapshot(undefined, page(5, [message(10)], 'c')),
      page(5, [message(8), message(9)], 'd'),
    );
    expect(applySnapshot(state, page(6, [message(10), message(11)], 'e')).messages).toHaveLength(4);
    expect(applySnapshot(state, page(6, [message(10), message(11)], 'e')).olderCursor).toBe('d');
    const apart = applySnapshot(state, page(9, [message(90)], 'x'));
    expect([apart.messages.length, apart.olderCursor]).toEqual([1, 'x']);
  });

  it('keep the newest title', () => {
    const state = applySnapshot(undefined, page(5, []));
    expect(applySession(state, { ...state.session, revision: 4, title: 'old' }).session.title).toBe('r5');
    expect(applySession(state, { ...state.session, revision: 6, title: 'new' }).session.title).toBe('new');
  });
});

describe('deltas', () => {
  const streaming = applySnapshot(undefined, page(1, [message(1, { status: 'streaming', content: 'Hel' })]));

  it('are put at their place, each part once', () => {
    expect(contents(applyDelta(streaming, delta(3, 'lo')))).toEqual(['Hello']);
    expect(contents(applyDelta(streaming, delta(1, 'ello')))).toEqual(['Hello']);
    expect(applyDelta(streaming, delta(0, 'He'))).toBe(streaming);
  });

  it('ask for a reading where text is missing', () => {
    expect(applyDelta(streaming, delta(4, 'o'))).toBeUndefined();
    expect(applyDelta(streaming, { ...delta(0, 'x'), messageId: 'unknown' })).toBeUndefined();
  });

  it('are not undone by a reading from before them, and not applied to what has ended', () => {
    const grown = applyDelta(streaming, delta(3, 'lo'));
    expect(
      contents(applySnapshot(grown, page(1, [message(1, { status: 'streaming', content: 'Hell' })]))),
    ).toEqual(['Hello']);
    const ended = applyCommitted(streaming, event(2, [message(1, { content: 'Bye' })]));
    expect(contents(applyDelta(ended, delta(3, 'lo')))).toEqual(['Bye']);
    expect(
      contents(applySnapshot(ended, page(1, [message(1, { status: 'streaming', content: 'Hell' })]))),
    ).toEqual(['Bye']);
  });
});
