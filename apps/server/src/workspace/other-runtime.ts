import { AppError } from '@berth/protocol/error';
import type { LauncherParts } from './choose-launcher';
import { createEngine } from './docker/engine';
import { DockerLauncher } from './docker/launcher';
import type { Launcher } from './launcher';
import { LocalLauncher } from './local/launcher';

/**
 * Ends what an earlier server left running on the runtime that this one does not use, so that no folder ever has two agents.
 * `hasContainers` says whether any project last ran in Docker.
 */
export async function endOtherRuntime(
  parts: LauncherParts,
  own: Launcher,
  hasContainers: () => boolean,
): Promise<void> {
  if (own.runtime === 'docker') return endAll(new LocalLauncher(parts), parts);
  // With `auto` no engine answered a moment ago.
  if (parts.config.runtime !== 'local' || !hasContainers()) return;
  await endAll(new DockerLauncher({ ...parts, engine: createEngine(parts.config.dockerHost) }), parts);
}

async function endAll(launcher: Launcher, { log }: LauncherParts): Promise<void> {
  try {
    for (const agent of await launcher.find()) {
      log.info(
        { projectId: agent.projectId, runtime: launcher.runtime },
        'ending a workspace of the other runtime',
      );
      await agent.stop();
    }
  } catch (error) {
    log.warn(
      { err: AppError.from(error) },
      `workspaces of the ${launcher.runtime} runtime could not be looked up`,
    );
  } finally {
    await launcher[Symbol.asyncDispose]();
  }
}
