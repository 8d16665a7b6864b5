import type Docker from 'dockerode';
import { engineStatus, ignoreGone } from './engine';
import { INSTANCE_LABEL } from './names';

/** The project's own bridge network; one that is left from before is used again. */
export async function ensureNetwork(
  docker: Docker,
  network: { name: string; labels: Record<string, string> },
): Promise<void> {
  try {
    await docker.createNetwork({
      Name: network.name,
      Driver: 'bridge',
      CheckDuplicate: true,
      Labels: network.labels,
    });
  } catch (error) {
    if (engineStatus(error) !== 409) throw error;
  }
}

/** Removes a network unless another container is on it: then it stays until nothing is. */
export async function removeNetwork(docker: Docker, nameOrId: string): Promise<void> {
  try {
    await docker.getNetwork(nameOrId).remove();
  } catch (error) {
    if (engineStatus(error) !== 403) ignoreGone(error);
  }
}

/** Removes every network of the installation that no container is on. */
export async function removeUnusedNetworks(docker: Docker, instanceId: string): Promise<void> {
  const filters = { label: [`${INSTANCE_LABEL}=${instanceId}`] };
  for (const network of await docker.listNetworks({ filters })) await removeNetwork(docker, network.Id);
}
