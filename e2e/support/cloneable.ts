import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Docker from 'dockerode';
import { startGitServer } from '../fixtures/git-server/container';
import { startLoopbackGitServer } from '../fixtures/git-server/loopback';
import type { GitServer, GitServerBehaviour } from '../fixtures/git-server/server';
import type { Berth } from './berth';
import { workspaceImage } from './env';
import { joinProjectNetworks } from './project-networks';

/** This repository. */
const source = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Cloneable extends AsyncDisposable {
  /** What a person would paste. */
  url: string;
}

/** This repository over smart HTTP, where workspaces of the server can reach it. */
export async function serveThisRepository(
  berth: Berth,
  runtime: 'docker' | 'local',
  behaviour: GitServerBehaviour = {},
): Promise<Cloneable> {
  const server = await startReachableGitServer(berth, runtime, behaviour);
  const { url } = await server.createRepository('berth', source);
  return { url, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** A git server that the workspaces of projects opened from now on can reach. */
export async function startReachableGitServer(
  berth: Berth,
  runtime: 'docker' | 'local',
  behaviour: GitServerBehaviour = {},
): Promise<GitServer> {
  if (runtime === 'local') return startLoopbackGitServer(behaviour);
  const docker = new Docker();
  const network = await docker.createNetwork({ Name: `berth-e2e-${randomUUID()}` });
  const server = await startGitServer({ network: network.id, image: workspaceImage, ...behaviour });
  const membership = await joinProjectNetworks(berth.dataDir, new URL(server.url).hostname);
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await membership[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await network.remove();
    },
  };
}
