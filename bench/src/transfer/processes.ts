import { readFileSync } from 'node:fs';
import Docker from 'dockerode';

/** Milliseconds between two looks. */
const LOOK_MS = 50;
/** Clock ticks of `/proc/<pid>/stat` a second, which Linux fixes at 100. */
const TICKS = 100;

/** Resident bytes of a process, or 0 where it has ended. */
export function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** Milliseconds of CPU a process has used, or 0 where it has ended. */
function cpuMs(pid: number): number {
  // The name, which may hold spaces, ends with the last parenthesis.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / TICKS;
}

export function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The agent's pid as this host sees it: the only child of its container's init. */
export async function agentPid(projectId: string): Promise<number> {
  const docker = new Docker();
  const [container] = await docker.listContainers({ filters: { label: [`berth.project=${projectId}`] } });
  if (!container) throw new Error('The project has no container.');
  const { State } = await docker.getContainer(container.Id).inspect();
  const [pid] = childrenOf(State.Pid);
  if (pid === undefined) throw new Error('The container has no agent.');
  return pid;
}

/** What one process used while it was watched. */
export interface Usage {
  /** Resident bytes at most, and beyond what it had at first. */
  peak: number;
  growth: number;
  cpuMs: number;
}

/** Watches processes, and the packing process that an agent starts meanwhile. */
export class Watch {
  readonly #pids: { server: number; agent: number };
  readonly #first = new Map<number, { resident: number; cpu: number }>();
  readonly #last = new Map<number, { peak: number; cpu: number }>();
  readonly #timer: NodeJS.Timeout;
  #packing: number | undefined;

  constructor(pids: { server: number; agent: number }) {
    this.#pids = pids;
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** `idlePacking` is what the packing process has before it is asked for anything. */
  stop(idlePacking: number): Record<'server' | 'agent' | 'packing', Usage> {
    this.#look();
    clearInterval(this.#timer);
    const packing = this.#usage(this.#packing ?? 0);
    return {
      server: this.#usage(this.#pids.server),
      agent: this.#usage(this.#pids.agent),
      packing: { ...packing, growth: Math.max(0, packing.peak - idlePacking) },
    };
  }

  #look(): void {
    const { server, agent } = this.#pids;
    this.#packing ??= childrenOf(agent)[0];
    for (const pid of [server, agent, this.#packing]) {
      const resident = pid === undefined ? 0 : residentBytes(pid);
      if (pid === undefined || resident === 0) continue;
      if (!this.#first.has(pid)) {
        this.#first.set(pid, { resident, cpu: pid === this.#packing ? 0 : cpuMs(pid) });
      }
      this.#last.set(pid, { peak: Math.max(resident, this.#last.get(pid)?.peak ?? 0), cpu: cpuMs(pid) });
    }
  }

  #usage(pid: number): Usage {
    const first = this.#first.get(pid) ?? { resident: 0, cpu: 0 };
    const last = this.#last.get(pid) ?? { peak: 0, cpu: 0 };
    return { peak: last.peak, growth: last.peak - first.resident, cpuMs: last.cpu - first.cpu };
  }
}
