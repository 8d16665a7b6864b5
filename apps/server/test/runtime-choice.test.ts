import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { processStartTime } from '../src/workspace/local/process';
import { describeDocker, leftOf, testImage } from './support/engine';
import { testEnvironment } from './support/env';
import { errorOf, TestApp } from './support/test-app';

const NO_ENGINE = 'unix:///nonexistent/engine.sock';
const engineHost = testEnvironment.dockerHost ?? 'unix:///var/run/docker.sock';
const runtimeOf = (app: TestApp) => app.app.services.workspaces.launcher.runtime;

it('takes the local runtime where no engine answers', async () => {
  await using app = await TestApp.start({ BERTH_RUNTIME: 'auto', DOCKER_HOST: NO_ENGINE });
  expect(runtimeOf(app)).toBe('local');
});

it('never falls back from a configured Docker', async () => {
  await using app = await TestApp.start({ BERTH_RUNTIME: 'docker', DOCKER_HOST: NO_ENGINE });
  expect(runtimeOf(app)).toBe('docker');
  const project = await app.client().project.create.mutate({ name: 'Waiting' });
  expect(project).toMatchObject({ runtime: 'docker', status: 'failed' });
  await app.client().project.delete.mutate({ projectId: project.id, deleteFiles: true });
});

it('refuses to offer this machine’s shells to the network', async () => {
  await expect(TestApp.start({ BERTH_RUNTIME: 'local', HOST: '0.0.0.0' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('BERTH_ALLOW_UNISOLATED_NETWORK'),
  });
});

describeDocker('a project and its runtime', () => {
  const withEngine = { DOCKER_HOST: engineHost, BERTH_WORKSPACE_IMAGE: testImage };

  it('is Docker where an engine answers, and is never opened without isolation unless a person says so', async () => {
    await using app = await TestApp.start({ ...withEngine, BERTH_RUNTIME: 'auto' });
    expect(runtimeOf(app)).toBe('docker');
    const { id: projectId } = await app.client().project.create.mutate({ name: 'Careful' });

    await app.stopServer();
    await app.startServer({ DOCKER_HOST: NO_ENGINE });
    expect(runtimeOf(app)).toBe('local');
    expect(await app.client().project.get.query({ projectId })).toMatchObject({ runtime: 'docker' });
    const error = await errorOf(app.client().project.open.mutate({ projectId }));
    expect(error.message).toContain('no engine answered');

    await app.stopServer();
    await app.startServer({ ...withEngine, BERTH_RUNTIME: 'local' });
    expect(await leftOf(projectId)).toEqual({ containers: [], networks: [] });
    expect(await app.client().project.open.mutate({ projectId })).toMatchObject({
      runtime: 'local',
      status: 'running',
    });
  });

  it('moves into a container when it is opened under Docker, and its process ends', async () => {
    await using app = await TestApp.start({ ...withEngine, BERTH_RUNTIME: 'local' });
    const { id: projectId } = await app.client().project.create.mutate({ name: 'Mover' });
    const recordFile = join(app.dataDir, 'run', `${projectId}.json`);
    const record = JSON.parse(readFileSync(recordFile, 'utf8'));

    await app.stopServer();
    expect(processStartTime(record.pid)).toBe(record.startTime);
    await app.startServer({ BERTH_RUNTIME: 'docker' });
    expect(processStartTime(record.pid)).not.toBe(record.startTime);
    expect(existsSync(recordFile)).toBe(false);
    expect(await app.client().project.open.mutate({ projectId })).toMatchObject({
      runtime: 'docker',
      status: 'running',
    });
  });
});
