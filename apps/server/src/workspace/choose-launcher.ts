import type { DataDir } from '../data-dir';
import type { Config } from '../env';
import type { Logger } from '../log';
import { createEngine, pingEngine } from './docker/engine';
import { DockerLauncher } from './docker/launcher';
import type { Identity } from './identity';
import type { Launcher } from './launcher';
import { LocalLauncher } from './local/launcher';
import type { RuntimeFiles } from './runtime-files';

export interface LauncherParts {
  config: Config;
  dataDir: DataDir;
  identity: Identity;
  files: RuntimeFiles;
  log: Logger;
}

/**
 * The launcher the configuration asks for. `auto` takes Docker when an engine answers. `docker` never falls back: without an
 * engine the server runs, says so, and its projects start once one answers.
 */
export async function chooseLauncher(parts: LauncherParts): Promise<Launcher> {
  const { config, log } = parts;
  if (config.runtime === 'local') return new LocalLauncher(parts);
  const engine = createEngine(config.dockerHost);
  try {
    await pingEngine(engine);
  } catch (error) {
    if (config.runtime === 'auto') return new LocalLauncher(parts);
    log.warn({ err: error }, 'BERTH_RUNTIME is docker, and no engine answers: projects cannot start yet');
  }
  return new DockerLauncher({ ...parts, engine });
}
