import { projects } from '@berth/db/schema/projects';
import { eq } from 'drizzle-orm';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { containerOf, describeDocker, leftOf, runIn, startDockerApp } from './support/engine';
import type { TestApp } from './support/test-app';
import { untilProject } from './support/wait';

describeDocker('the life of a container workspace', () => {
  let app: TestApp;
  let socket: Socket;
  beforeAll(async () => {
    app = await startDockerApp({ BERTH_WORKSPACE_MEMORY_MB: '256' });
    socket = await app.socket();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const create = async (name: string): Promise<string> =>
    (await app.client().project.create.mutate({ name })).id;

  it('is found again by the next server, with what runs in it', async () => {
    const projectId = await create('Kept');
    const container = await containerOf(projectId);
    await runIn(container, ['sh', '-c', 'sleep 1000 >/dev/null 2>&1 & echo $! > pid']);
    await app.stopServer();
    await app.startServer();
    socket = await app.socket();
    await untilProject({ app, socket }, projectId, ({ status }) => status === 'running');
    expect((await containerOf(projectId)).id).toBe(container.id);
    expect((await runIn(container, ['sh', '-c', 'kill -0 $(cat pid)'])).exitCode).toBe(0);
    await app.client().project.stop.mutate({ projectId });
  });

  it('is removed by the next server when no project owns it, and nobody else’s is', async () => {
    await using other = await startDockerApp();
    const foreign = (await other.client().project.create.mutate({ name: 'Foreign' })).id;
    const projectId = await create('Orphan');
    app.app.services.db.delete(projects).where(eq(projects.id, projectId)).run();
    await app.stopServer();
    await app.startServer();
    socket = await app.socket();
    await expect.poll(() => leftOf(projectId)).toEqual({ containers: [], networks: [] });
    await containerOf(foreign);
  });

  it('is removed by the next server when it ended meanwhile', async () => {
    const projectId = await create('Ended');
    await app.stopServer();
    await (await containerOf(projectId)).kill();
    expect((await leftOf(projectId)).containers).toHaveLength(1);
    await app.startServer();
    socket = await app.socket();
    expect(await leftOf(projectId)).toEqual({ containers: [], networks: [] });
    expect(app.app.services.projects.get(projectId).status).toBe('stopped');
  });

  it('is started again when it dies, with the reason, three times and no more', async () => {
    const projectId = await create('Mortal');
    let last = await containerOf(projectId);
    for (let death = 1; death <= 3; death += 1) {
      const restarting = untilProject({ app, socket }, projectId, ({ status }) => status === 'starting');
      await last.kill();
      await restarting;
      const project = await untilProject({ app, socket }, projectId, ({ status }) => status === 'running');
      expect(project.error?.message).toContain('killed');
      last = await containerOf(projectId);
    }
    const failed = untilProject({ app, socket }, projectId, ({ status }) => status === 'failed');
    await last.kill();
    expect((await failed).error?.message).toContain('keeps ending');
    expect(await leftOf(projectId)).toEqual({ containers: [], networks: [] });

    expect(await app.client().project.open.mutate({ projectId })).toMatchObject({
      status: 'running',
      error: null,
    });
  });

  it('says so when it used up its memory', async () => {
    const projectId = await create('Hungry');
    const dying = untilProject({ app, socket }, projectId, ({ status }) => status === 'starting');
    // The kernel ends the program that takes most; here it is told to prefer the agent.
    const prefer = 'echo 1000 >/proc/$(pgrep -P 1)/oom_score_adj';
    const take = 'python3 -c "held = b\'x\' * (400 << 20)"';
    await runIn(await containerOf(projectId), ['sh', '-c', `${prefer}; ${take}`]);
    await dying;
    const project = await untilProject({ app, socket }, projectId, ({ status }) => status === 'running');
    expect(project.error?.message).toContain('256 MiB of memory');
  });

  it('is stopped and opened in any order without a container too many', async () => {
    const projectId = await create('Busy');
    const { stop, open } = app.client().project;
    await Promise.allSettled([
      stop.mutate({ projectId }),
      open.mutate({ projectId }),
      stop.mutate({ projectId }),
      open.mutate({ projectId }),
      open.mutate({ projectId }),
    ]);
    await open.mutate({ projectId });
    expect((await leftOf(projectId)).containers).toHaveLength(1);
    await app.client().project.delete.mutate({ projectId, deleteFiles: true });
    expect(await leftOf(projectId)).toEqual({ containers: [], networks: [] });
  });
});
