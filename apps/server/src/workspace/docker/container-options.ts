import type Docker from 'dockerode';
import type { WorkspaceLimits } from '../../env';
import { agentEnvironment } from '../agent-environment';
import type { Identity } from '../identity';

const NODE = '/opt/berth/node';
const BUNDLE = '/opt/berth/agent';

const PROJECT = '/workspace';
export const HOME = '/home/berth';
const RUN = '/run/berth';
const ARCHIVES = '/var/lib/berth';
const SOCKET = `${RUN}/agent.sock`;
/** Joins an exec's standard input and output to the agent. */
export const BRIDGE_COMMAND = [NODE, `${BUNDLE}/bridge.cjs`, SOCKET];
/** The agent's and docker-init's own output; terminals do not write there. */
const LOG_OPTIONS = { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } };

export interface ContainerPlan {
  name: string;
  hostName: string;
  image: string;
  projectId: string;
  labels: Record<string, string>;
  bundleHash: string;
  identity: Identity;
  limits: WorkspaceLimits;
  /** Folders and files of this host. */
  mounts: { project: string; home: string; run: string; archives: string; bundle: string; node: string };
}

/** A container that can do no more than its project needs: an ordinary user, no capabilities, no way to gain any, limits. */
export function containerOptions(plan: ContainerPlan): Docker.ContainerCreateOptions {
  const { identity, limits, mounts } = plan;
  const environment = {
    ...agentEnvironment({
      socket: SOCKET,
      root: PROJECT,
      archives: ARCHIVES,
      projectId: plan.projectId,
      bundleHash: plan.bundleHash,
      isolated: true,
      watchLimit: limits.watches,
      scrollback: limits.scrollback,
    }),
    HOME,
    TERM: 'xterm-256color',
  };
  const bind = (source: string, target: string, readOnly = false): Docker.MountSettings => ({
    Type: 'bind',
    Source: source,
    Target: target,
    ReadOnly: readOnly,
  });
  return {
    name: plan.name,
    Hostname: plan.hostName,
    Image: plan.image,
    Entrypoint: [NODE, `${BUNDLE}/agent.cjs`],
    Cmd: [],
    User: `${identity.uid}:${identity.gid}`,
    WorkingDir: PROJECT,
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    Labels: plan.labels,
    StopSignal: 'SIGTERM',
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      Init: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Privileged: false,
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      NanoCpus: Math.round(limits.cpus * 1e9),
      PidsLimit: limits.pids,
      NetworkMode: plan.name,
      LogConfig: LOG_OPTIONS,
      RestartPolicy: { Name: 'no' },
      Mounts: [
        bind(mounts.project, PROJECT),
        bind(mounts.home, HOME),
        bind(mounts.run, RUN),
        bind(mounts.archives, ARCHIVES),
        bind(mounts.bundle, BUNDLE, true),
        bind(mounts.node, NODE, true),
      ],
    },
  };
}
