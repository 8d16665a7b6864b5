import { buffer } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { describe } from 'vitest';
import { createEngine, pingEngine } from '../../src/workspace/docker/engine';
import { FrameDecoder } from '../../src/workspace/docker/frame-decoder';
import { testEnvironment } from './env';
import { TestApp } from './test-app';

export const testImage = testEnvironment.image;
export const { docker } = createEngine(testEnvironment.dockerHost);

async function missing(): Promise<string | undefined> {
  try {
    await pingEngine(createEngine(testEnvironment.dockerHost));
    await docker.getImage(testImage).inspect();
    return undefined;
  } catch (error) {
    return `${error}`;
  }
}

const problem = await missing();
if (problem && testEnvironment.isCi) throw new Error(`A real engine is needed: ${problem}`);

/** Tests that need a real engine: skipped, saying so, where there is none; in CI that is a failure. */
export function describeDocker(name: string, body: () => void): void {
  if (problem) describe.skip(`${name} (skipped: ${problem} Run scripts/testbed/up.sh.)`, body);
  else describe(name, body);
}

/** A server whose projects run in containers. */
export function startDockerApp(environment: Record<string, string> = {}): Promise<TestApp> {
  return TestApp.start({
    BERTH_RUNTIME: 'docker',
    BERTH_WORKSPACE_IMAGE: testImage,
    ...(testEnvironment.dockerHost ? { DOCKER_HOST: testEnvironment.dockerHost } : {}),
    ...environment,
  });
}

/** What the engine has of a project: its containers, running or not, and its networks. */
export async function leftOf(projectId: string): Promise<{ containers: string[]; networks: string[] }> {
  const filters = { label: [`berth.project=${projectId}`] };
  const containers = await docker.listContainers({ all: true, filters });
  const networks = await docker.listNetworks({ filters });
  return { containers: containers.map(({ Id }) => Id), networks: networks.map(({ Id }) => Id) };
}

/** The one container of a project. */
export async function containerOf(projectId: string): Promise<Docker.Container> {
  const { containers } = await leftOf(projectId);
  const [id] = containers;
  if (!id || containers.length !== 1) throw new Error(`${projectId} has ${containers.length} containers.`);
  return docker.getContainer(id);
}

/** Runs a program in a container as the workspace's user; what it wrote to both outputs, and its exit code. */
export async function runIn(
  container: Docker.Container,
  command: string[],
): Promise<{ output: string; exitCode: number | null }> {
  const exec = await container.exec({ Cmd: command, AttachStdout: true, AttachStderr: true });
  const frames = new FrameDecoder().push(await buffer(await exec.start({})));
  const output = frames.map(({ data }) => data.toString('utf8')).join('');
  return { output: output.trim(), exitCode: (await exec.inspect()).ExitCode };
}
