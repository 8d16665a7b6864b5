import { buffer } from 'node:stream/consumers';
import Docker from 'dockerode';

const docker = new Docker();

/** Reads a file as a server without an agent would: an exec in the project's container. */
export async function execCat(projectId: string, path: string): Promise<number> {
  const [found] = await docker.listContainers({ filters: { label: [`berth.project=${projectId}`] } });
  if (!found) throw new Error('The project has no container.');
  const exec = await docker
    .getContainer(found.Id)
    .exec({ Cmd: ['cat', path], AttachStdout: true, AttachStderr: true });
  return (await buffer(await exec.start({}))).length;
}
