import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError, describeZodError } from '@berth/protocol/error';
import { imageSchema } from '@berth/protocol/project';
import { SCROLLBACK_LINES } from '@berth/protocol/terminal';
import { z } from 'zod';

/** An empty variable means the same as none. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const envSchema = z.object({
  PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  HOST: optional(z.string()),
  BERTH_DATA_DIR: optional(z.string()),
  BERTH_TOKEN: optional(z.string().max(512)),
  BERTH_RUNTIME: optional(z.enum(['auto', 'docker', 'local'])),
  BERTH_WORKSPACE_IMAGE: optional(imageSchema),
  BERTH_PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  BERTH_ALLOW_UNISOLATED_NETWORK: optional(z.enum(['0', '1'])),
  DOCKER_HOST: optional(z.string()),
  BERTH_AGENT_TRANSPORT: optional(z.enum(['auto', 'socket', 'exec'])),
  BERTH_AGENT_NODE: optional(z.string()),
  BERTH_WORKSPACE_UID: optional(z.coerce.number().int().min(1)),
  BERTH_WORKSPACE_MEMORY_MB: optional(z.coerce.number().int().min(128)),
  BERTH_WORKSPACE_CPUS: optional(z.coerce.number().min(0.1)),
  BERTH_WORKSPACE_PIDS: optional(z.coerce.number().int().min(64)),
  BERTH_WORKSPACE_WATCHES: optional(z.coerce.number().int().min(1)),
  BERTH_TERMINAL_SCROLLBACK: optional(
    z.coerce.number().int().min(SCROLLBACK_LINES.least).max(SCROLLBACK_LINES.most),
  ),
  BERTH_WEB_DEV_URL: optional(z.url()),
  BERTH_DEV: optional(z.enum(['0', '1'])),
  BERTH_AI_BASE_URL: optional(z.url({ protocol: /^https?$/ })),
  BERTH_AI_MODEL: optional(z.string().max(200)),
  BERTH_AI_API_KEY: optional(z.string().max(4096)),
  BERTH_AI_IDLE_SECONDS: optional(z.coerce.number().min(1).max(3600)),
  BERTH_DOWNLOAD_LEVEL: optional(z.coerce.number().int().min(0).max(9)),
  BERTH_DOWNLOAD_QUOTA_MB: optional(z.coerce.number().min(1)),
  BERTH_DOWNLOAD_KEEP_MINUTES: optional(z.coerce.number().min(0.01).max(10_080)),
  BERTH_LOG_LEVEL: optional(z.enum(['silent', 'error', 'warn', 'info', 'debug'])),
});

/** The server's whole configuration, resolved and complete. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Undefined: generated once and kept in the data directory. */
  token: string | undefined;
  runtime: 'auto' | 'docker' | 'local';
  workspaceImage: string;
  publicUrl: string | undefined;
  /** Lets the local runtime, which isolates nothing, listen beyond loopback. */
  allowUnisolatedNetwork: boolean;
  /** Where the engine listens; undefined is its default socket. */
  dockerHost: string | undefined;
  /** How agents in containers are reached; `auto` tries the mounted socket and then the exec bridge. */
  agentTransport: 'auto' | 'socket' | 'exec';
  /** A Linux Node binary for containers; undefined mounts the server's own. */
  agentNode: string | undefined;
  /** The uid and gid of workspaces when the server runs as root; otherwise they are the server's own. */
  workspaceUid: number;
  limits: WorkspaceLimits;
  downloads: DownloadLimits;
  /** Where the development web server listens; undefined serves the built UI. */
  webDevUrl: string | undefined;
  /** Development: agents whose bundle changed are restarted when the server starts. */
  dev: boolean;
  logLevel: string;
  /** Undefined: no model is configured, and the chat keeps messages without answering. */
  assistant: AssistantConfig | undefined;
}

/** A model behind an address that speaks the OpenAI protocol. The key never leaves the server. */
export interface AssistantConfig {
  baseUrl: string;
  model: string;
  apiKey: string | undefined;
  /** How long the model's server may send nothing, in milliseconds. */
  idleMs: number;
}

export interface DownloadLimits {
  /** Deflate level of archives, 0 to 9. */
  level: number;
  /** Bytes of all temporary archives together. */
  quotaBytes: number;
  /** Milliseconds an archive that nobody receives is kept. */
  keepMs: number;
}

export interface WorkspaceLimits {
  memoryBytes: number;
  cpus: number;
  pids: number;
  /** Folders watched for changes at most, the others being polled; undefined: the agent's own limit. */
  watches: number | undefined;
  /** Lines a terminal keeps above its screen. */
  scrollback: number;
}

const MIB = 1024 * 1024;

/** @throws AppError INVALID_INPUT that names the variable. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = envSchema.safeParse(environment);
  if (!parsed.success)
    throw new AppError('INVALID_INPUT', describeZodError(parsed.error), { cause: parsed.error });
  const env = parsed.data;
  return {
    port: env.PORT ?? 3000,
    host: env.HOST ?? '127.0.0.1',
    dataDir: resolve(env.BERTH_DATA_DIR ?? join(homedir(), '.berth')),
    token: env.BERTH_TOKEN,
    runtime: env.BERTH_RUNTIME ?? 'auto',
    workspaceImage: env.BERTH_WORKSPACE_IMAGE ?? 'buildpack-deps:bookworm',
    publicUrl: env.BERTH_PUBLIC_URL,
    allowUnisolatedNetwork: env.BERTH_ALLOW_UNISOLATED_NETWORK === '1',
    dockerHost: env.DOCKER_HOST,
    agentTransport: env.BERTH_AGENT_TRANSPORT ?? 'auto',
    agentNode: env.BERTH_AGENT_NODE && resolve(env.BERTH_AGENT_NODE),
    workspaceUid: env.BERTH_WORKSPACE_UID ?? 1000,
    limits: {
      memoryBytes: (env.BERTH_WORKSPACE_MEMORY_MB ?? 4096) * MIB,
      cpus: env.BERTH_WORKSPACE_CPUS ?? 2,
      pids: env.BERTH_WORKSPACE_PIDS ?? 1024,
      watches: env.BERTH_WORKSPACE_WATCHES,
      scrollback: env.BERTH_TERMINAL_SCROLLBACK ?? SCROLLBACK_LINES.usual,
    },
    downloads: {
      level: env.BERTH_DOWNLOAD_LEVEL ?? 1,
      quotaBytes: Math.round((env.BERTH_DOWNLOAD_QUOTA_MB ?? 20_480) * MIB),
      keepMs: (env.BERTH_DOWNLOAD_KEEP_MINUTES ?? 60) * 60_000,
    },
    webDevUrl: env.BERTH_WEB_DEV_URL,
    dev: env.BERTH_DEV === '1',
    logLevel: env.BERTH_LOG_LEVEL ?? 'info',
    assistant:
      env.BERTH_AI_BASE_URL && env.BERTH_AI_MODEL
        ? {
            baseUrl: env.BERTH_AI_BASE_URL,
            model: env.BERTH_AI_MODEL,
            apiKey: env.BERTH_AI_API_KEY,
            idleMs: (env.BERTH_AI_IDLE_SECONDS ?? 120) * 1_000,
          }
        : undefined,
  };
}
