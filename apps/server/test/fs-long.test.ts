import { existsSync, readdirSync } from 'node:fs';
import type { FsProgress } from '@berth/protocol/fs-progress';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runIn } from './support/run-in';
import { describeRuntimes } from './support/runtimes';
import { emit, errorOf, type TestApp, type TestClient } from './support/test-app';

const FILES = 4_000;

describeRuntimes('copies and deletions of big trees', (start) => {
  let app: TestApp;
  let fs: TestClient['fs'];
  let projectId: string;
  let folder: string;
  let socket: Socket;
  const told: (FsProgress & { progressId: string })[] = [];
  const of = (progressId: string) => told.filter((progress) => progress.progressId === progressId);

  beforeAll(async () => {
    app = await start();
    fs = app.client().fs;
    projectId = (await app.client().project.create.mutate({ name: 'Long' })).id;
    folder = app.folder(projectId);
    // The first folder that is copied is one that nobody may write into.
    const script = `mkdir -p big/0closed/in && touch big/0closed/in/file && chmod 555 big/0closed/in big/0closed
      mkdir big/many && cd big/many && seq ${FILES} | split -l1 -a4 -d - f`;
    runIn(folder, script);
    socket = await app.socket();
    socket.on('fs_progress', (progress) => told.push(progress));
    await emit(socket, 'project_subscribe', { projectId });
  });
  beforeEach(() => void told.splice(0));
  afterAll(() => app[Symbol.asyncDispose]());

  /** Resolves with the event that tells what is wanted: what follows is done while the call has got hardly further. */
  const untilTold = (progressId: string, wanted: (progress: FsProgress) => boolean) =>
    new Promise<void>((resolve) => {
      socket.on('fs_progress', (progress) => {
        if (progress.progressId === progressId && wanted(progress)) resolve();
      });
    });

  it('tell how far they are, to those who gave them a name', async () => {
    await fs.copy.mutate({ projectId, from: 'big', to: 'copy', progressId: 'mine' });
    expect(readdirSync(`${folder}/copy/many`)).toHaveLength(FILES);
    const bytes = runIn(folder, 'cat big/many/* | wc -c');
    const totals = { totalFiles: FILES + 1, totalBytes: Number(bytes) };
    const copying = of('mine').filter(({ totalFiles }) => totalFiles !== null);
    expect(copying[0]).toMatchObject({ files: 0, bytes: 0, ...totals });
    expect(copying.every(({ files, totalFiles }) => files <= (totalFiles ?? 0))).toBe(true);
    expect(copying.some(({ files }) => files > 0)).toBe(true);
    await fs.rmdir.mutate({ projectId, path: 'copy/many', recursive: true, permanent: true });
    expect(existsSync(`${folder}/copy/many`)).toBe(false);
    expect(told).toEqual(of('mine'));
  });

  it('end with their caller, and an unfinished copy leaves nothing', async () => {
    const before = readdirSync(folder).sort();
    const abort = new AbortController();
    // Counted, past the folder that is closed, and far from the end.
    const underWay = untilTold('given-up', ({ files, totalFiles }) => totalFiles !== null && files > 1);
    const copying = fs.copy.mutate(
      { projectId, from: 'big', to: 'new/folders/given-up', progressId: 'given-up' },
      { signal: abort.signal },
    );
    const outcome = copying.then(
      () => 'done',
      () => 'ended',
    );
    await underWay;
    expect(readdirSync(`${folder}/new/folders`)).toEqual([expect.stringMatching(/^\.berth-.*\.tmp$/)]);
    abort.abort();
    expect(await outcome).toBe('ended');
    await expect.poll(() => readdirSync(folder).sort()).toEqual(before);
    expect((await errorOf(fs.stat.query({ projectId, path: 'new' }))).code).toBe('NOT_FOUND');
  });

  it('leave a folder made for the copy to those who use it by then', async () => {
    const abort = new AbortController();
    const underWay = untilTold('shared', () => true);
    const copying = fs.copy.mutate(
      { projectId, from: 'big', to: 'shared/inner/copy', progressId: 'shared' },
      { signal: abort.signal },
    );
    const outcome = copying.catch(() => 'ended');
    await underWay;
    runIn(folder, 'touch shared/mine.txt');
    abort.abort();
    expect(await outcome).toBe('ended');
    await expect.poll(() => readdirSync(`${folder}/shared`)).toEqual(['mine.txt']);
  });
});
