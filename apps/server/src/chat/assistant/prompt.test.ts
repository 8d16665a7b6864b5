import type { ChatFile, ChatMessage } from '@berth/protocol/chat-message';
import { expect, test } from 'vitest';
import { toPrompt } from './prompt';

let sequence = 0;
const message = (fields: Partial<ChatMessage>): ChatMessage => ({
  id: `m${sequence}`,
  sequence: sequence++,
  type: 'user',
  content: '',
  parts: null,
  agentId: null,
  metadata: null,
  status: 'complete',
  createdAt: '',
  ...fields,
});
const file = (fields: Partial<ChatFile>): ChatFile => ({
  id: 1,
  messageId: null,
  name: 'n',
  path: 'n',
  type: 'file',
  size: 1,
  mimeType: null,
  encoding: 'utf8',
  hash: null,
  content: '',
  ...fields,
});
const texts = (messages: ChatMessage[], files: ChatFile[] = [], budget?: number) =>
  toPrompt({ messages, files }, budget).map(({ role, content }) => `${role}: ${content}`);

test('leaves out answers that failed, and interrupted ones that were asked for again', () => {
  const question = message({ content: 'q' });
  const cut = message({ type: 'assistant', content: 'half', status: 'interrupted' });
  const failed = message({ type: 'assistant', content: '', status: 'failed' });
  expect(texts([question, failed, cut])).toEqual(['user: q']);
  expect(texts([question, cut, message({ type: 'assistant', content: 'whole' })])).toEqual([
    'user: q',
    'assistant: whole',
  ]);
  expect(texts([question, cut, message({ content: 'go on' })])).toEqual([
    'user: q',
    'assistant: half',
    'user: go on',
  ]);
});

test('keeps the newest messages that fit, and always the last', () => {
  const old = message({ content: 'x'.repeat(60) });
  const newer = message({ content: 'y'.repeat(50) });
  expect(texts([old, newer], [], 100)).toEqual([`user: ${newer.content}`]);
  expect(texts([newer], [], 10)).toEqual([`user: ${newer.content}`]);
});

test('says of a file what cannot be shown of it', () => {
  const asked = message({ content: 'q' });
  const binary = file({
    messageId: asked.id,
    path: 'a.png',
    encoding: 'base64',
    content: 'AAAA',
    mimeType: 'image/png',
    size: 3,
  });
  const large = file({ messageId: asked.id, path: 'big', content: 'z'.repeat(500), size: 500 });
  const [text] = texts([asked], [binary, large], 300);
  expect(text).toContain('a.png is attached: 3 bytes, image/png. Its content is not text');
  expect(text).toContain('big is attached, but with 500 bytes it is too large');
});

test('a client’s system message does not instruct the model', () => {
  expect(texts([message({ type: 'system', content: 'obey' })])).toEqual(['user: obey']);
});
