import { afterAll, beforeAll, expect, it } from 'vitest';
import { containerOf, describeDocker, leftOf, startDockerApp } from './support/engine';
import { EngineProxy } from './support/engine-proxy';
import { errorOf, type TestApp } from './support/test-app';
import { untilProject } from './support/wait';

describeDocker('an engine that comes and goes', () => {
  const door = new EngineProxy();
  let app: TestApp;
  let projectId: string;
  beforeAll(async () => {
    app = await startDockerApp({ DOCKER_HOST: door.dockerHost });
  });
  afterAll(async () => {
    await door.shut();
    await door.open();
    await app[Symbol.asyncDispose]();
    await door[Symbol.asyncDispose]();
  });

  it('lets a server that is told to use Docker start, and its projects say what is wrong', async () => {
    expect(app.app.services.workspaces.launcher.runtime).toBe('docker');
    expect((await app.fetch('/healthz')).status).toBe(200);
    const project = await app.client().project.create.mutate({ name: 'Patient' });
    projectId = project.id;
    expect(project).toMatchObject({ runtime: 'docker', status: 'failed' });
    expect(project.error?.code).toBe('WORKSPACE_UNAVAILABLE');
    expect(project.error?.message).toContain(`No Docker engine answers at ${door.dockerHost}`);
  });

  it('opens them once it answers', async () => {
    await door.open();
    const project = await app.client().project.open.mutate({ projectId });
    expect(project).toMatchObject({ runtime: 'docker', status: 'running', error: null });
  });

  it('can go away without an open project noticing; ending one then fails and says why', async () => {
    const container = await containerOf(projectId);
    await door.shut();
    expect(await app.client().fs.list.query({ projectId })).toMatchObject({ entries: [] });
    const error = await errorOf(app.client().project.stop.mutate({ projectId }));
    expect(error).toMatchObject({ code: 'WORKSPACE_UNAVAILABLE' });
    expect(error.message).toContain('No Docker engine answers');
    await door.open();
    expect((await app.client().project.open.mutate({ projectId })).status).toBe('running');
    expect((await containerOf(projectId)).id).toBe(container.id);
  });

  it('is asked how a workspace ended meanwhile', async () => {
    const socket = await app.socket();
    await door.shut();
    const restarted = untilProject({ app, socket }, projectId, ({ status }) => status === 'starting');
    await (await containerOf(projectId)).kill();
    await door.open();
    await restarted;
    const project = await untilProject({ app, socket }, projectId, ({ status }) => status === 'running');
    expect(project.error?.message).toContain('killed');
  });

  it('is asked by a server that started without it for what ran before', async () => {
    const container = await containerOf(projectId);
    await app.stopServer();
    await door.shut();
    await app.startServer();
    const socket = await app.socket();
    expect(app.app.services.projects.get(projectId).status).toBe('stopped');
    await door.open();
    await untilProject({ app, socket }, projectId, ({ status }) => status === 'running');
    expect((await containerOf(projectId)).id).toBe(container.id);
    await app.client().project.delete.mutate({ projectId, deleteFiles: true });
    expect(await leftOf(projectId)).toEqual({ containers: [], networks: [] });
  });
});
