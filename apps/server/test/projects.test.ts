import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('projects on the local runtime', () => {
  it('creates an empty project that answers at once, keeps it over a restart and deletes it', async () => {
    const project = await app.client().project.create.mutate({ name: 'First' });
    expect(project).toMatchObject({ name: 'First', runtime: 'local', status: 'running', error: null });
    const folder = join(app.dataDir, 'projects', project.id);
    writeFileSync(join(folder, 'hello.txt'), 'hello');
    const read = () => app.client().fs.read.query({ projectId: project.id, path: 'hello.txt' });
    expect((await read()).content).toBe('hello');

    await app.stopServer();
    await app.startServer();
    expect((await read()).content).toBe('hello');

    const answer = await app.client().project.delete.mutate({ projectId: project.id });
    expect(answer.filesKeptAt).toBe(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
    expect((await errorOf(read())).code).toBe('NOT_FOUND');
  });

  it('answers a stopped project with what to do', async () => {
    const project = await app.client().project.create.mutate({ name: 'Second' });
    await app.client().project.stop.mutate({ projectId: project.id });
    const error = await errorOf(app.client().fs.list.query({ projectId: project.id }));
    expect(error.code).toBe('WORKSPACE_UNAVAILABLE');
    expect((await app.client().project.open.mutate({ projectId: project.id })).status).toBe('running');
    expect(await app.client().fs.list.query({ projectId: project.id })).toMatchObject({ entries: [] });
  });

  it('keeps projects of one name apart, and renames one of them', async () => {
    const { create, rename, list } = app.client().project;
    const twins = [await create.mutate({ name: 'Twin' }), await create.mutate({ name: ' Twin ' })] as const;
    expect(twins[0].id).not.toBe(twins[1].id);
    writeFileSync(join(app.folder(twins[0].id), 'mine'), '');
    const entries = await app.client().fs.list.query({ projectId: twins[1].id });
    expect(entries).toMatchObject({ entries: [] });
    await rename.mutate({ projectId: twins[1].id, name: 'Other' });
    const names = (await list.query()).projects
      .filter(({ id }) => twins.some((twin) => twin.id === id))
      .map(({ name }) => name);
    expect(names).toEqual(['Other', 'Twin']);
  });

  it('removes the files only when asked to, and everything of the project then', async () => {
    const { id: projectId } = await app.client().project.create.mutate({ name: 'Gone' });
    writeFileSync(join(app.folder(projectId), 'file'), '');
    const answer = await app.client().project.delete.mutate({ projectId, deleteFiles: true });
    expect(answer).toEqual({ filesKeptAt: null });
    for (const place of ['projects', 'homes', 'run']) {
      expect(readdirSync(join(app.dataDir, place)).filter((name) => name.includes(projectId))).toEqual([]);
    }
    const again = app.client().project.delete.mutate({ projectId, deleteFiles: true });
    expect((await errorOf(again)).code).toBe('NOT_FOUND');
  });

  it('does not start what is being deleted, whoever opens it meanwhile', async () => {
    const { id: projectId } = await app.client().project.create.mutate({ name: 'Going' });
    const { projects, workspaces } = app.app.services;
    const deletion = projects.delete(projectId, true);
    await expect(projects.open(projectId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await deletion;
    expect(workspaces.status(projectId).status).not.toBe('running');
    expect(existsSync(app.folder(projectId))).toBe(false);
    const error = await errorOf(app.client().fs.list.query({ projectId }));
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such project.' });
  });

  it('answers what it cannot name a project', async () => {
    for (const name of ['', '   ', 'a/b', 'a\\b', 'a\0b', 'x'.repeat(81)]) {
      const error = await errorOf(app.client().project.create.mutate({ name }));
      expect({ name, code: error.code }).toEqual({ name, code: 'INVALID_INPUT' });
    }
    for (const image of ['--privileged', 'a b', '$(id)', '']) {
      const error = await errorOf(app.client().project.create.mutate({ name: 'x', image }));
      expect({ image, code: error.code }).toEqual({ image, code: 'INVALID_INPUT' });
    }
  });

  it('refuses a source that is not a network repository', async () => {
    const create = (url: string) =>
      app.client().project.create.mutate({ name: 'x', source: { kind: 'git', url } });
    for (const url of ['ext::sh -c id', 'file:///etc', '--upload-pack=id']) {
      expect((await errorOf(create(url))).code).toBe('INVALID_INPUT');
    }
  });
});
