import { AppError } from '@berth/protocol/error';
import { beforeEach, expect, test, vi } from 'vitest';

/** A server with one file, whose save can go unanswered after it has arrived. */
const server = vi.hoisted(() => ({ disk: '', loseAnswer: false, lastDraft: 0 }));

vi.mock('../../lib/trpc', () => {
  const update = async ({ content, ifMatch }: { content: string; ifMatch: string }) => {
    if (ifMatch !== `etag ${server.disk}`) throw new AppError('CONFLICT', 'It changed.');
    server.disk = content;
    if (server.loseAnswer) throw new AppError('INTERNAL', 'No answer.', { details: { unreachable: true } });
    return { etag: `etag ${content}`, size: content.length };
  };
  const read = async () => {
    const { disk } = server;
    return { content: disk, encoding: 'utf8', etag: `etag ${disk}`, size: disk.length, length: disk.length };
  };
  const drafts = {
    get: { query: async () => ({ draft: null }) },
    save: { mutate: async () => ({ revision: ++server.lastDraft }) },
    delete: { mutate: async () => ({}) },
  };
  return { trpc: { fs: { read: { query: read }, update: { mutate: update } }, drafts } };
});

const { OpenDocument } = await import('./document');

beforeEach(() => Object.assign(server, { disk: 'base\n', loseAnswer: false, lastDraft: 0 }));

async function open() {
  const document = new OpenDocument('p', 'a.txt');
  await document.load();
  return {
    document,
    type(text: string) {
      document.buffer.replace(text);
      document.changed();
    },
    write(text: string) {
      server.disk = text;
      return document.refresh();
    },
  };
}

test('what a shell puts back over other text is a conflict, though this page has saved it before', async () => {
  const { document, type, write } = await open();
  type('X\n');
  expect(await document.save()).toBe('saved');
  await write('Y\n');
  expect(document.buffer.text()).toBe('Y\n');
  type('Y and z\n');
  await write('X\n');
  expect(document.facts.conflict?.text).toBe('X\n');
  expect(await document.save()).toBe('conflict');
  expect(server.disk).toBe('X\n');
});

test('a save that arrived though its answer did not is no conflict with what was typed since', async () => {
  const { document, type } = await open();
  type('X\n');
  server.loseAnswer = true;
  expect(await document.save()).toBe('failed');
  server.loseAnswer = false;
  type('X and more\n');
  expect(await document.save()).toBe('saved');
  expect(server.disk).toBe('X and more\n');
});

test('a save without an answer stands for nothing once another version was met', async () => {
  const { document, type, write } = await open();
  type('X\n');
  server.loseAnswer = true;
  await document.save();
  server.loseAnswer = false;
  type('X and more\n');
  await write('Y\n');
  expect(document.facts.conflict?.text).toBe('Y\n');
  await write('X\n');
  expect(document.facts.conflict?.text).toBe('X\n');
});

test('a conflict ends when the disk returns to the version that was edited', async () => {
  const { document, type, write } = await open();
  type('mine\n');
  await write('Y\n');
  expect(document.facts.conflict?.text).toBe('Y\n');
  await write('base\n');
  expect(document.facts.conflict).toBeNull();
  expect(document.buffer.text()).toBe('mine\n');
  expect(await document.save()).toBe('saved');
});

test('taking the version on disk takes the one that is there, not the one that was shown', async () => {
  const { document, type, write } = await open();
  type('mine\n');
  await write('Y\n');
  server.disk = 'newer\n';
  document.takeDisk();
  await vi.waitFor(() => expect(document.buffer.text()).toBe('newer\n'));
  expect(document.facts).toMatchObject({ dirty: false, conflict: null });
});
