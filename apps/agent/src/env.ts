import { SCROLLBACK_LINES } from '@berth/protocol/terminal';
import { z } from 'zod';

const envSchema = z.object({
  BERTH_AGENT_SOCKET: z.string().min(1),
  BERTH_AGENT_ROOT: z.string().min(1),
  BERTH_AGENT_ARCHIVES: z.string().min(1),
  BERTH_AGENT_PROJECT: z.string().min(1),
  BERTH_AGENT_BUNDLE: z.string().min(1),
  BERTH_AGENT_ISOLATED: z.enum(['0', '1']),
  BERTH_AGENT_SCROLLBACK: z.coerce
    .number()
    .int()
    .min(0)
    .max(SCROLLBACK_LINES.most)
    .default(SCROLLBACK_LINES.usual),
  BERTH_AGENT_WATCH_LIMIT: z.coerce.number().int().min(1).default(100_000),
});

export interface AgentConfig {
  /** Path of the unix socket to listen on. */
  socket: string;
  /** The project's folder, absolute. */
  root: string;
  /** Folder for temporary archives, absolute. */
  archives: string;
  projectId: string;
  /** Hash of the running bundle. */
  bundle: string;
  /** True in a container; false where the workspace is the host itself. */
  isolated: boolean;
  /** Lines a terminal keeps above its screen. */
  scrollback: number;
  /** Folders watched at most: a user's processes share the system's watches, so one project must not take them all. */
  watchLimit: number;
}

/** The agent's configuration, given by its launcher. */
export function loadAgentConfig(): AgentConfig {
  const env = envSchema.parse(process.env);
  return {
    socket: env.BERTH_AGENT_SOCKET,
    root: env.BERTH_AGENT_ROOT,
    archives: env.BERTH_AGENT_ARCHIVES,
    projectId: env.BERTH_AGENT_PROJECT,
    bundle: env.BERTH_AGENT_BUNDLE,
    isolated: env.BERTH_AGENT_ISOLATED === '1',
    scrollback: env.BERTH_AGENT_SCROLLBACK,
    watchLimit: env.BERTH_AGENT_WATCH_LIMIT,
  };
}

/** The environment for programs the person runs: the agent's own without its settings. */
export function userEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('BERTH_AGENT_'),
  );
  return Object.fromEntries(entries);
}
