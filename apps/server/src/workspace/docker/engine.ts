import { AppError } from '@berth/protocol/error';
import Docker from 'dockerode';

/** Milliseconds an engine has to answer a ping. */
const PING_TIMEOUT_MS = 3_000;

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** One Docker engine, and its address as a person knows it. */
export interface Engine {
  docker: Docker;
  address: string;
}

/** The engine at DOCKER_HOST or, without one, the default socket. Nothing is sent yet. */
export function createEngine(dockerHost: string | undefined): Engine {
  if (dockerHost?.startsWith('unix://')) {
    const options = { socketPath: dockerHost.slice('unix://'.length), host: undefined };
    return { docker: new Docker(options as Docker.DockerOptions), address: dockerHost };
  }
  return { docker: new Docker(), address: dockerHost ?? 'its default socket' };
}

/** @throws AppError WORKSPACE_UNAVAILABLE with what to do. */
export async function pingEngine(engine: Engine): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unreachable(engine, 'no answer')), PING_TIMEOUT_MS);
  });
  try {
    await Promise.race([engine.docker.ping(), late]);
  } catch (error) {
    throw engineError(error, engine);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws AppError WORKSPACE_UNAVAILABLE for an engine that would give a project's files to other users than the server does. */
export async function checkEngine(engine: Engine): Promise<void> {
  const { SecurityOptions: options }: { SecurityOptions?: string[] | null } = await engine.docker.info();
  const renumbering = options?.find((option) => /^name=(rootless|userns)\b/.test(option));
  if (!renumbering) return;
  const message = `The engine at ${engine.address} renumbers users (${renumbering}), so a project's files would belong to different users inside and outside. Use an ordinary engine.`;
  throw new AppError('WORKSPACE_UNAVAILABLE', message);
}

/** What an engine's refusal means for the person. */
export function engineError(error: unknown, engine: Engine): AppError {
  if (error instanceof AppError) return error;
  const code = property(error, 'code');
  if (typeof code === 'string' && UNREACHABLE.has(code)) return unreachable(engine, error);
  if (code === 'EACCES') {
    const message = `This user may not use Docker (${engine.address}). Add it to the group "docker" and sign in again, or set BERTH_RUNTIME=local.`;
    return new AppError('WORKSPACE_UNAVAILABLE', message, { cause: error });
  }
  if (engineStatus(error) === undefined) return AppError.from(error);
  const said = engineMessage(error);
  if (said.includes('address pool')) {
    const message =
      'Docker has no address range left for another project’s network (it has about 30). Stop projects you do not use, remove unused networks (docker network prune), or give the engine more ranges (default-address-pools in daemon.json).';
    return new AppError('WORKSPACE_UNAVAILABLE', message, { cause: error });
  }
  if (said.includes('bind source path does not exist')) {
    const message = `The engine at ${engine.address} does not see this server's files. Berth needs an engine on the same host, and a data directory that both see under the same path.`;
    return new AppError('WORKSPACE_UNAVAILABLE', message, { cause: error });
  }
  return new AppError('WORKSPACE_UNAVAILABLE', `Docker could not run the workspace: ${said}`, {
    cause: error,
  });
}

/** The HTTP status an engine refused with; undefined for an error of another kind. */
export function engineStatus(error: unknown): number | undefined {
  const status = property(error, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

/** What the engine itself says, on one line, at most 300 characters. */
export function engineMessage(error: unknown): string {
  const said = property(property(error, 'json'), 'message');
  const text = typeof said === 'string' ? said : error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** For removals: what is gone already, or is being removed, needs nothing more. */
export function ignoreGone(error: unknown): void {
  const status = engineStatus(error);
  if (status !== 404 && status !== 409) throw error;
}

function unreachable(engine: Engine, cause: unknown): AppError {
  const message = `No Docker engine answers at ${engine.address}. Start Docker and open the project again, or set BERTH_RUNTIME=local to work without isolation.`;
  return new AppError('WORKSPACE_UNAVAILABLE', message, { cause });
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
