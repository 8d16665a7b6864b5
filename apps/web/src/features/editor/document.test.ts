import { AppError } from '@berth/protocol/error';
import { beforeEach, expect, test, vi } from 'vitest';

interface Draft {
  content: string;
  baseEtag: string | null;
  revision: number;
}

/** A server with one file, whose save can go unanswered after it has arrived. A `ÿ` on disk is a byte that is not UTF-8. */
const server = vi.hoisted(() => ({
  disk: '' as string | null,
  loseAnswer: false,
  full: false,
  draft: null as Draft | null,
  lastDraft: 0,
}));

vi.mock('../../lib/trpc', () => {
  const update = async ({ content, ifMatch }: { content: string; ifMatch: string }) => {
    if (server.full) throw new AppError('STORAGE_UNAVAILABLE', 'No space is left.');
    if (ifMatch !== `etag ${server.disk}`) throw new AppError('CONFLICT', 'It changed.');
    server.disk = content;
    if (server.loseAnswer) throw new AppError('INTERNAL', 'No answer.', { details: { unreachable: true } });
    return { etag: `etag ${content}`, size: content.length };
  };
  const create = async ({ content }: { content: string }) => {
    if (server.disk !== null) throw new AppError('ALREADY_EXISTS', 'It is there.');
    server.disk = content;
    return { etag: `etag ${content}`, size: content.length };
  };
  const read = async () => {
    const { disk } = server;
    if (disk === null) throw new AppError('NOT_FOUND', 'It is not there.');
    const found = { etag: `etag ${disk}`, size: disk.length, length: disk.length };
    return disk.includes('ÿ')
      ? { ...found, content: btoa(disk), encoding: 'base64' }
      : { ...found, content: disk, encoding: 'utf8' };
  };
  const saveDraft = async (draft: Omit<Draft, 'revision'>) => {
    server.draft = { ...draft, revision: ++server.lastDraft };
    return { revision: server.lastDraft };
  };
  const deleteDraft = async () => {
    server.draft = null;
    return {};
  };
  const drafts = {
    get: { query: async () => ({ draft: server.draft }) },
    save: { mutate: saveDraft },
    delete: { mutate: deleteDraft },
  };
  const fs = { read: { query: read }, update: { mutate: update }, create: { mutate: create } };
  return { trpc: { fs, drafts } };
});

const { OpenDocument } = await import('./document');

beforeEach(() =>
  Object.assign(server, { disk: 'base\n', loseAnswer: false, full: false, draft: null, lastDraft: 0 }),
);

async function open() {
  const document = new OpenDocument('p', 'a.txt');
  await document.load();
  return {
    document,
    type(text: string) {
      document.buffer.replace(text);
      document.changed();
    },
    write(text: string | null) {
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
  await expect.poll(() => document.buffer.text()).toBe('newer\n');
  expect(document.facts).toMatchObject({ dirty: false, conflict: null });
});

const bytes = 'a\0ÿ';
const replaced = { kind: 'undecodable', etag: `etag ${bytes}`, size: bytes.length };

test('unsaved text stays beside bytes that it cannot be compared with, and is saved over them', async () => {
  const { document, type, write } = await open();
  type('mine\n');
  await write(bytes);
  expect(document.facts).toMatchObject({ kind: 'text', dirty: true, replaced });
  expect(await document.save()).toBe('conflict');
  expect(document.facts.error).toBeUndefined();
  expect(server.disk).toBe(bytes);
  expect(await document.resolve('mine\n')).toBe('saved');
  expect(server.disk).toBe('mine\n');
  expect(document.facts).toMatchObject({ dirty: false, replaced: null });
});

test('a save that meets such bytes keeps the text and tells of them', async () => {
  const { document, type } = await open();
  type('mine\n');
  server.disk = bytes;
  expect(await document.save()).toBe('conflict');
  expect(document.facts).toMatchObject({ dirty: true, replaced, error: undefined });
});

test('a draft is opened beside such bytes, and ends with them only when the person asks', async () => {
  const first = await open();
  first.type('mine\n');
  await first.document.drafts.flush();
  server.disk = bytes;
  const { document, write } = await open();
  expect(document.buffer.text()).toBe('mine\n');
  expect(document.facts).toMatchObject({
    kind: 'text',
    dirty: true,
    draft: 'kept',
    fromDraft: true,
    replaced,
  });
  await write('base\n');
  expect(document.facts).toMatchObject({ dirty: true, conflict: null, replaced: null });
  await write(bytes);
  await document.showDisk();
  expect(document.facts).toMatchObject({ kind: 'binary', dirty: false, replaced: null });
  expect(server.draft).toBeNull();
});

test('text that comes after such bytes is a conflict', async () => {
  const { document, type, write } = await open();
  type('mine\n');
  await write(bytes);
  await write('Y\n');
  expect(document.facts).toMatchObject({ replaced: null, conflict: { text: 'Y\n' } });
  expect(document.buffer.text()).toBe('mine\n');
});

test('a deletion that is undone leaves unsaved text as it was', async () => {
  const { document, type, write } = await open();
  type('mine\n');
  await write(null);
  expect(document.facts).toMatchObject({ missing: true, dirty: true });
  await write('base\n');
  expect(document.facts).toMatchObject({ missing: false, conflict: null, dirty: true });
  expect(await document.save()).toBe('saved');
  expect(server.disk).toBe('mine\n');
});

test('a deletion that is undone is no conflict with a draft that was opened meanwhile', async () => {
  const first = await open();
  first.type('mine\n');
  await first.document.drafts.flush();
  server.disk = null;
  const { document, write } = await open();
  await write('base\n');
  expect(document.facts).toMatchObject({ missing: false, conflict: null, dirty: true });
});

test('a file without unsaved text that is deleted gets no draft, and can be saved again', async () => {
  const { document, type, write } = await open();
  await write(null);
  expect(document.facts).toMatchObject({ missing: true, dirty: false });
  await document.drafts.flush();
  expect(server.draft).toBeNull();
  expect(await document.save()).toBe('saved');
  expect(server.disk).toBe('base\n');
  expect(document.facts.missing).toBe(false);
  await write(null);
  type('more\n');
  expect(document.facts.dirty).toBe(true);
  await document.drafts.flush();
  expect(server.draft).toMatchObject({ content: 'more\n' });
});

test('trying again after saving over a conflict failed saves over it', async () => {
  const { document, type, write } = await open();
  type('mine\n');
  await write('Y\n');
  server.full = true;
  expect(await document.resolve('mine\n')).toBe('failed');
  expect(document.facts).toMatchObject({ error: { code: 'STORAGE_UNAVAILABLE' }, conflict: { text: 'Y\n' } });
  server.full = false;
  type('mine, and more\n');
  expect(await document.saveAgain()).toBe('saved');
  expect(server.disk).toBe('mine, and more\n');
  expect(document.facts).toMatchObject({ error: undefined, conflict: null, dirty: false });
});

test('trying again after a plain save failed overwrites nobody', async () => {
  const { document, type, write } = await open();
  type('mine\n');
  server.full = true;
  expect(await document.save()).toBe('failed');
  server.full = false;
  await write('Y\n');
  expect(await document.saveAgain()).toBe('conflict');
  expect(server.disk).toBe('Y\n');
});
