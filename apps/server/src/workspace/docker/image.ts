import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { AppError } from '@berth/protocol/error';
import type Docker from 'dockerode';
import type { LaunchOptions } from '../launcher';
import { engineMessage, engineStatus } from './engine';
import { PullProgress, pullLineSchema } from './pull-progress';

/**
 * The image, pulled where the engine does not have it. @throws AppError UNSUPPORTED_IMAGE or WORKSPACE_UNAVAILABLE with why
 * it cannot be had and what to do.
 */
export async function ensureImage(
  docker: Docker,
  image: string,
  options: LaunchOptions,
): Promise<Docker.ImageInspectInfo> {
  try {
    return await docker.getImage(image).inspect();
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
  try {
    await pull(docker, image, options);
  } catch (error) {
    options.signal.throwIfAborted();
    throw cannotPull(image, error);
  }
  return docker.getImage(image).inspect();
}

async function pull(docker: Docker, image: string, { onProgress, signal }: LaunchOptions): Promise<void> {
  const message = `Pulling the image ${image}`;
  onProgress({ phase: 'pull', message, fraction: null });
  // Aborting breaks the answer off, which ends the pull in the engine and this loop with an error.
  const lines = (await docker.createImage({ ...parseImage(image), abortSignal: signal })) as Readable;
  const progress = new PullProgress();
  let reported: number | null = null;
  for await (const text of createInterface({ input: lines })) {
    const line = pullLineSchema.parse(JSON.parse(text));
    if (line.error !== undefined) throw new Error(line.error);
    const fraction = progress.add(line);
    // A hundred steps say as much as the thousands of lines an engine sends.
    if (fraction === null || (reported !== null && fraction < Math.min(reported + 0.01, 1))) continue;
    reported = fraction;
    onProgress({ phase: 'pull', message, fraction });
  }
}

/** The name and tag of a reference. Without a tag the engine would pull every one there is. */
export function parseImage(image: string): { fromImage: string; tag?: string } {
  if (image.includes('@')) return { fromImage: image };
  const colon = image.lastIndexOf(':');
  return colon > image.lastIndexOf('/')
    ? { fromImage: image.slice(0, colon), tag: image.slice(colon + 1) }
    : { fromImage: image, tag: 'latest' };
}

function cannotPull(image: string, error: unknown): AppError {
  const said = engineMessage(error);
  const wrongPlatform = said.includes('no matching manifest');
  const why = wrongPlatform ? 'it does not exist for this machine’s architecture' : said;
  return new AppError(
    wrongPlatform || /not found|unknown|denied|not exist/.test(said)
      ? 'UNSUPPORTED_IMAGE'
      : 'WORKSPACE_UNAVAILABLE',
    `The image ${image} is not on this machine and cannot be pulled: ${why}. Check its name, or fetch it yourself (docker pull ${image}), or set BERTH_WORKSPACE_IMAGE to an image you have (docker images). Without a registry, scripts/testbed/make-workspace-image.sh makes one.`,
    { cause: error },
  );
}
