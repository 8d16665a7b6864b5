import { existsSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';

/**
 * The Node binary to mount into containers: the configured one or, on Linux, the server's own.
 * @throws AppError WORKSPACE_UNAVAILABLE where there is none that could run there.
 */
export function containerNode(
  configured: string | undefined,
  own: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (configured !== undefined && !existsSync(configured)) {
    throw new AppError('WORKSPACE_UNAVAILABLE', `BERTH_AGENT_NODE is ${configured}, which does not exist.`);
  }
  if (configured === undefined && platform !== 'linux') {
    throw new AppError(
      'WORKSPACE_UNAVAILABLE',
      `Containers need a Node binary for Linux, and this server's is for ${platform}. Set BERTH_AGENT_NODE to one as nodejs.org publishes it, or run Berth on Linux.`,
    );
  }
  return configured ?? own;
}
