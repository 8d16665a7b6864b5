import { readFileSync } from 'node:fs';
import Docker from 'dockerode';

/** Resident bytes of a process. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

/** The container of a project that runs. @throws Error where there is none. */
export async function projectContainer(projectId: string): Promise<Docker.Container> {
  const docker = new Docker();
  const [container] = await docker.listContainers({ filters: { label: [`berth.project=${projectId}`] } });
  if (!container) throw new Error('The project has no container.');
  return docker.getContainer(container.Id);
}

/** The agent's pid as this host sees it (the init's only child), and when its container started. */
export async function agentPid(projectId: string): Promise<{ pid: number; startedAt: number }> {
  const { State } = await (await projectContainer(projectId)).inspect();
  const children = readFileSync(`/proc/${State.Pid}/task/${State.Pid}/children`, 'utf8').trim().split(' ');
  return { pid: Number(children[0]), startedAt: Date.parse(State.StartedAt) };
}
