import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerEventPayload } from '@berth/protocol/socket';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRuntimes } from './support/runtimes';
import { emit, type TestApp } from './support/test-app';

type Update = ServerEventPayload<'file_tree_update'>;

describeRuntimes('watching', (start) => {
  let app: TestApp;
  let projectId: string;
  beforeAll(async () => {
    app = await start();
    projectId = (await app.client().project.create.mutate({ name: 'Watched' })).id;
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const updateOf = (socket: Socket, path: string) =>
    new Promise<Update>((resolve) => {
      socket.on('file_tree_update', (update: Update) => {
        if (update.changes.some((change) => change.path === path)) resolve(update);
      });
    });

  describe('tree updates', () => {
    it('reach every subscriber, whoever writes, with revisions that tell a gap', async () => {
      const [one, two] = await Promise.all([app.socket(), app.socket()]);
      const subscribed = await emit(one, 'project_subscribe', { projectId });
      await emit(two, 'project_subscribe', { projectId });
      if (!subscribed.ok) throw new Error(subscribed.error.message);
      expect(subscribed).toMatchObject({ reread: false, watchMode: 'native' });
      const byShell = [updateOf(one, 'shell.txt'), updateOf(two, 'shell.txt')];
      writeFileSync(join(app.dataDir, 'projects', projectId, 'shell.txt'), 'x');
      const [seen] = await Promise.all(byShell);
      expect(seen?.revision).toBeGreaterThan(subscribed.revision);
      expect(seen?.changes).toContainEqual({ action: 'create', path: 'shell.txt', type: 'file' });
      const byTab = updateOf(two, 'tab.txt');
      await app.client().fs.create.mutate({ projectId, path: 'tab.txt' });
      const { revision } = await byTab;
      const again = await emit(one, 'project_subscribe', { projectId, revision });
      expect(again).toMatchObject({ revision, reread: false });
      const behind = await emit(one, 'project_subscribe', { projectId, revision: revision - 1 });
      expect(behind).toMatchObject({ revision, reread: true });
    });

    it('tell of what was read through a link or out of an ignored folder, by the path that was asked for', async () => {
      const { fs } = app.client();
      const folder = join(app.dataDir, 'projects', projectId);
      for (const path of ['real/sub/file.txt', 'node_modules/pkg/index.js'])
        await fs.create.mutate({ projectId, path, content: '1' });
      symlinkSync('real', join(folder, 'link'));
      const socket = await app.socket();
      await emit(socket, 'project_subscribe', { projectId });
      const { entries } = await fs.list.query({ projectId, path: 'link' });
      expect(entries.map(({ path }) => path)).toEqual(['link/sub']);
      expect((await fs.list.query({ projectId, path: 'link/sub' })).entries[0]?.path).toBe(
        'link/sub/file.txt',
      );
      const opened = ['link/sub/file.txt', 'node_modules/pkg/index.js'];
      for (const path of opened) await fs.read.query({ projectId, path });
      const told = [...opened, 'link/sub/new.txt'].map((path) => updateOf(socket, path));
      for (const path of ['real/sub/file.txt', 'node_modules/pkg/index.js', 'real/sub/new.txt'])
        writeFileSync(join(folder, path), '22');
      await Promise.all(told);
    });

    it('ask for a new read after the server was away', async () => {
      const socket = await app.socket();
      const before = await emit(socket, 'project_subscribe', { projectId });
      if (!before.ok) throw new Error(before.error.message);
      await app.stopServer();
      writeFileSync(join(app.dataDir, 'projects', projectId, 'meanwhile.txt'), 'x');
      await app.startServer();
      const next = await app.socket();
      const after = await emit(next, 'project_subscribe', { projectId, revision: before.revision });
      expect(after).toMatchObject({ ok: true, reread: true });
      // Until the workspace is taken over, changes arrive as a reset.
      await app.client().fs.list.query({ projectId });
      const update = updateOf(next, 'later.txt');
      writeFileSync(join(app.dataDir, 'projects', projectId, 'later.txt'), 'x');
      // What was written while nobody listened may be announced in the same batch.
      expect((await update).changes).toContainEqual({ action: 'create', path: 'later.txt', type: 'file' });
    });
  });
});
