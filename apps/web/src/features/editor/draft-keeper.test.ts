import { AppError } from '@berth/protocol/error';
import { beforeEach, expect, test, vi } from 'vitest';
import type { KeptHere, KeptHereKey } from './kept-here';

interface Draft {
  content: string;
  baseEtag: string | null;
  revision: number;
}
interface Key {
  path: string;
  ifRevision?: number | null;
}

const server = vi.hoisted(() => ({
  drafts: new Map<string, Draft>(),
  last: 0,
  disk: 'base\n',
  failing: false,
  /** Runs when a request has left the page and before the server acts on it. */
  before: async (_request: 'save' | 'delete') => {},
  here: new Map<string, { key: KeptHereKey; text: KeptHere }>(),
}));

vi.mock('./kept-here', () => ({
  keepHere: async (key: KeptHereKey, text: KeptHere) => void server.here.set(key.join(), { key, text }),
  forgetHere: async (key: KeptHereKey) => void server.here.delete(key.join()),
  findHere: async ({ path }: Key) => [...server.here.values()].find(({ key }) => key[1] === path) ?? null,
}));

vi.mock('../../lib/trpc', () => {
  const { drafts } = server;
  const get = async ({ path }: Key) => ({ draft: drafts.get(path) ?? null });
  const save = async ({ path, ifRevision, content, baseEtag }: Key & Draft) => {
    await server.before('save');
    if (server.failing) throw new AppError('INTERNAL', 'No answer.');
    if (ifRevision !== (drafts.get(path)?.revision ?? null)) throw new AppError('CONFLICT', 'Changed.');
    drafts.set(path, { content, baseEtag, revision: ++server.last });
    return { revision: server.last };
  };
  const remove = async ({ path, ifRevision }: Key) => {
    await server.before('delete');
    if (ifRevision === undefined || drafts.get(path)?.revision === ifRevision) drafts.delete(path);
    return {};
  };
  const read = async () => {
    const { disk } = server;
    return { content: disk, encoding: 'utf8', etag: `etag ${disk}`, size: disk.length, length: disk.length };
  };
  return {
    trpc: {
      fs: { read: { query: read } },
      drafts: { get: { query: get }, save: { mutate: save }, delete: { mutate: remove } },
    },
  };
});

const { OpenDocument } = await import('./document');

beforeEach(() => {
  server.drafts.clear();
  server.here.clear();
  Object.assign(server, { failing: false, before: async () => {} });
});

async function open() {
  const document = new OpenDocument('p', 'a.txt');
  await document.load();
  const type = (text: string) => {
    document.buffer.replace(text);
    document.changed();
  };
  return { document, drafts: document.drafts, type };
}
const write = (content: string) =>
  server.drafts.set('a.txt', { content, baseEtag: null, revision: ++server.last });
const kept = (path = 'a.txt') => server.drafts.get(path)?.content;

test('a newer draft of another page outlives the discarding of the one it replaced', async () => {
  const { drafts, type } = await open();
  type('mine\n');
  await drafts.flush();
  server.before = async (request) => {
    if (request === 'delete') write('newer\n');
  };
  await drafts.forget();
  expect(kept()).toBe('newer\n');
});

test('text whose draft another page discarded is kept again', async () => {
  const { document, drafts, type } = await open();
  type('mine\n');
  await drafts.flush();
  server.drafts.clear();
  drafts.noticed(null);
  await expect.poll(() => document.facts.draft).toBe('pending');
  await drafts.flush();
  expect(kept()).toBe('mine\n');
});

test('a draft is under its new path before it leaves the old one', async () => {
  const { document, drafts, type } = await open();
  type('mine\n');
  await drafts.flush();
  server.failing = true;
  document.path = 'b.txt';
  drafts.moved();
  await expect.poll(() => document.facts.draft).toBe('failed');
  expect(kept('a.txt')).toBe('mine\n');
  server.failing = false;
  await drafts.flush();
  expect([kept('a.txt'), kept('b.txt')]).toEqual([undefined, 'mine\n']);
});

test('what is undone while its first draft is on its way leaves none behind', async () => {
  const { document, drafts, type } = await open();
  server.before = async (request) => {
    if (request === 'save') type('base\n');
  };
  type('mine\n');
  await drafts.flush();
  await expect.poll(() => document.facts.draft).toBe('none');
  expect(kept()).toBeUndefined();
});

test('text beside another page’s draft is kept in the browser until the person chooses', async () => {
  const first = await open();
  write('other\n');
  first.type('mine\n');
  await first.drafts.flush();
  first.type('mine and more\n');
  await first.drafts.flush();
  expect(first.document.facts.draft).toBe('here');

  const { document, drafts } = await open();
  expect(document.buffer.text()).toBe('mine and more\n');
  expect(document.facts.otherDraft?.text).toBe('other\n');
  await drafts.flush();
  expect(server.here.size).toBe(1);
  document.keepOwnDraft();
  await drafts.flush();
  expect(kept()).toBe('mine and more\n');
  expect(server.here.size).toBe(0);
});
