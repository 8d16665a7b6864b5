import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Docker from 'dockerode';

/**
 * Puts a container on the network of every project that a server starts from now on, so that the workspace can reach it by name
 * as it would reach a host of the internet. (It cannot and must not reach this host's loopback.)
 */
export async function joinProjectNetworks(dataDir: string, container: string): Promise<AsyncDisposable> {
  const instance = readFileSync(join(dataDir, 'instance'), 'utf8').trim();
  const docker = new Docker();
  const joined = new Map<string, Promise<unknown>>();
  const events = await docker.getEvents({ filters: { type: ['network'], event: ['create'] } });
  let buffered = '';
  events.on('data', (chunk: Buffer) => {
    const lines = (buffered + chunk.toString('utf8')).split('\n');
    buffered = lines.pop() ?? '';
    for (const line of lines.filter(Boolean)) {
      const event: { Actor?: { Attributes?: { name?: string } } } = JSON.parse(line);
      const network = event.Actor?.Attributes?.name;
      if (!network?.startsWith(`berth-${instance}-`)) continue;
      // A network that is gone again by now needs nobody on it.
      joined.set(
        network,
        docker
          .getNetwork(network)
          .connect({ Container: container })
          .catch(() => {}),
      );
    }
  });
  return {
    async [Symbol.asyncDispose]() {
      if ('destroy' in events && typeof events.destroy === 'function') events.destroy();
      // A project's network can be removed only when nobody is on it.
      for (const [network, connected] of joined) {
        await connected;
        await docker
          .getNetwork(network)
          .disconnect({ Container: container, Force: true })
          .catch(() => {});
      }
    },
  };
}
