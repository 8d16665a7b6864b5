import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDocker, startDockerApp } from './support/engine';
import { runIn } from './support/run-in';
import { errorOf, type TestApp, type TestClient } from './support/test-app';

const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;

// In a container the agent is an ordinary user, whom permissions hold back.
describeDocker('a folder that nobody may change', () => {
  let app: TestApp;
  let fs: TestClient['fs'];
  let projectId: string;
  let folder: string;
  beforeAll(async () => {
    app = await startDockerApp();
    fs = app.client().fs;
    projectId = (await app.client().project.create.mutate({ name: 'Closed' })).id;
    folder = app.folder(projectId);
    runIn(folder, 'mkdir closed && echo kept > closed/f && echo there > f && chmod 555 closed');
  });
  afterAll(async () => {
    runIn(folder, 'chmod 755 closed');
    await app[Symbol.asyncDispose]();
  });

  it('lets nothing be moved out of it, and leaves every file under one name', async () => {
    const move = { projectId, from: 'closed/f' };
    expect(await codeOf(fs.rename.mutate({ ...move, to: 'f', conflict: 'replace' }))).toBe(
      'STORAGE_UNAVAILABLE',
    );
    expect(await codeOf(fs.rename.mutate({ ...move, to: 'g' }))).toBe('STORAGE_UNAVAILABLE');
    expect(runIn(folder, 'cat closed/f f && ls && ls closed && stat -c %h closed/f')).toBe(
      'kept\nthere\nclosed\nf\nf\n1\n',
    );
  });

  it('lets a file in it be saved that may be written itself, and only the version that was read', async () => {
    const file = { projectId, path: 'closed/f' };
    const { etag } = await fs.read.query(file);
    await fs.update.mutate({ ...file, content: 'saved\n', ifMatch: etag });
    expect(runIn(folder, 'cat closed/f')).toBe('saved\n');
    expect(await codeOf(fs.update.mutate({ ...file, content: 'lost\n', ifMatch: etag }))).toBe('CONFLICT');
    expect(runIn(folder, 'cat closed/f && ls -A closed && chmod 444 closed/f')).toBe('saved\nf\n');
    const closed = { ...file, content: 'x', overwriteReadOnly: true };
    expect(await codeOf(fs.update.mutate(closed))).toBe('STORAGE_UNAVAILABLE');
  });

  it('is not listed as empty where it may be read and not entered, few entries or many', async () => {
    for (const count of [3, 300]) {
      runIn(folder, `mkdir n${count} && cd n${count} && seq ${count} | xargs touch && chmod 444 .`);
      expect(await codeOf(fs.list.query({ projectId, path: `n${count}` }))).toBe('STORAGE_UNAVAILABLE');
      runIn(folder, `chmod 755 n${count}`);
      expect((await fs.list.query({ projectId, path: `n${count}` })).total).toBe(count);
    }
  });
});
