import { randomBytes } from 'node:crypto';
import type { ProjectProgress } from '@berth/protocol/project';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDocker, docker, leftOf, startDockerApp } from './support/engine';
import { makeImage } from './support/images';
import { Registry } from './support/registry';
import type { TestApp } from './support/test-app';

const LAYER_BYTES = 24 * 1024 * 1024;

describeDocker('an image the engine does not have', () => {
  let app: TestApp;
  let socket: Socket;
  beforeAll(async () => {
    app = await startDockerApp();
    socket = await app.socket();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  /** It carries nothing a workspace could run, so that what comes after the pull is known. */
  const startRegistry = async () =>
    Registry.start(await makeImage([{ path: 'data', content: randomBytes(LAYER_BYTES) }]));

  /** Told by its image: an event of an earlier project may still be on its way. */
  const untilPulling = (image: string) =>
    new Promise<ProjectProgress>((resolve) => {
      const listener = (progress: ProjectProgress) => {
        if (progress.phase !== 'pull' || !progress.message.includes(image)) return;
        socket.off('project_progress', listener);
        resolve(progress);
      };
      socket.on('project_progress', listener);
    });

  it('is pulled with progress', async () => {
    await using registry = await startRegistry();
    const seen: ProjectProgress[] = [];
    socket.on('project_progress', (progress: ProjectProgress) => seen.push(progress));
    const pulling = untilPulling(registry.image);
    const created = app.client().project.create.mutate({ name: 'Pulled', image: registry.image });
    const { projectId, message } = await pulling;
    expect(message).toContain(registry.image);
    expect(app.app.services.projects.get(projectId).status).toBe('starting');
    registry.release();
    const project = await created;
    expect(project.error?.message).toContain('no C library');
    const fractions = () => seen.filter(({ phase }) => phase === 'pull').map(({ fraction }) => fraction ?? 0);
    await expect.poll(() => fractions().at(-1)).toBe(1);
    expect(fractions()).toEqual(fractions().sort((a, b) => a - b));
    await docker.getImage(registry.image).remove();
  });

  it('is not pulled on when the person cancels', async () => {
    await using registry = await startRegistry();
    const pulling = untilPulling(registry.image);
    const created = app.client().project.create.mutate({ name: 'Cancelled', image: registry.image });
    const { projectId } = await pulling;
    await registry.asked;
    await app.client().project.stop.mutate({ projectId });
    await registry.aborted;
    expect(await created).toMatchObject({ status: 'stopped', error: null });
    expect(await leftOf(projectId)).toEqual({ containers: [], networks: [] });
  });

  it('is told apart from one that does not exist, or whose registry is out of reach', async () => {
    await using registry = await startRegistry();
    const missing = registry.image.replace('berth-test', 'berth-other');
    const create = (image: string) => app.client().project.create.mutate({ name: 'Missing', image });
    const { error } = await create(missing);
    expect(error).toMatchObject({ code: 'UNSUPPORTED_IMAGE' });
    expect(error?.message).toContain(`docker pull ${missing}`);
    const unreachable = await create('127.0.0.1:9/berth-test:latest');
    expect(unreachable.error).toMatchObject({ code: 'WORKSPACE_UNAVAILABLE' });
    expect(unreachable.error?.message).toContain('BERTH_WORKSPACE_IMAGE');
  });
});
