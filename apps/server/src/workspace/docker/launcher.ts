import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import type Docker from 'dockerode';
import type { DataDir } from '../../data-dir';
import type { Config } from '../../env';
import { type Identity, makeOwnedFolder } from '../identity';
import type { Launcher, LaunchOptions, RunningAgent, WorkspaceSpec } from '../launcher';
import type { RuntimeFiles } from '../runtime-files';
import { containerNode } from './container-node';
import { containerOptions } from './container-options';
import { DockerAgent } from './docker-agent';
import { describeEnd } from './end-reason';
import { checkEngine, type Engine, engineError, ignoreGone, pingEngine } from './engine';
import { ensureImage } from './image';
import { checkArchitecture, explainFailedStart } from './image-support';
import { BUNDLE_LABEL, hostName, INSTANCE_LABEL, PROJECT_LABEL, workspaceName } from './names';
import { ensureNetwork, removeNetwork, removeUnusedNetworks } from './network';
import { prepareContainer } from './prepare-container';

/** Milliseconds from the container's start until its agent must answer. */
const READY_TIMEOUT_MS = 30_000;

export interface DockerLauncherOptions {
  engine: Engine;
  dataDir: DataDir;
  identity: Identity;
  files: RuntimeFiles;
  config: Config;
}

/** Runs each agent as the main process of a container of its own. */
export class DockerLauncher implements Launcher {
  readonly runtime = 'docker';
  readonly #options: DockerLauncherOptions;
  readonly #docker: Docker;
  readonly #released = new AbortController();

  constructor(options: DockerLauncherOptions) {
    this.#options = options;
    this.#docker = options.engine.docker;
  }

  async start(spec: WorkspaceSpec, options: LaunchOptions): Promise<RunningAgent> {
    const { engine } = this.#options;
    try {
      await pingEngine(engine);
      const running = await this.#takeOver([`${PROJECT_LABEL}=${spec.projectId}`]);
      if (running[0]) return running[0];
      await checkEngine(engine);
      const image = await ensureImage(this.#docker, spec.image, options);
      checkArchitecture(spec.image, image.Architecture);
      options.signal.throwIfAborted();
      options.onProgress({ phase: 'start', message: 'Starting the workspace', fraction: null });
      return await this.#run(spec, options.signal);
    } catch (error) {
      options.signal.throwIfAborted();
      throw engineError(error, engine);
    }
  }

  async find(): Promise<RunningAgent[]> {
    const { engine, dataDir } = this.#options;
    try {
      await pingEngine(engine);
      const agents = await this.#takeOver([]);
      await removeUnusedNetworks(this.#docker, dataDir.instanceId);
      return agents;
    } catch (error) {
      throw engineError(error, engine);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#released.abort();
  }

  /** This installation's containers with the labels: agents where they run; where they have ended they are removed. */
  async #takeOver(labels: string[]): Promise<DockerAgent[]> {
    const { instanceId } = this.#options.dataDir;
    const filters = { label: [`${INSTANCE_LABEL}=${instanceId}`, ...labels] };
    const agents: DockerAgent[] = [];
    for (const found of await this.#docker.listContainers({ all: true, filters })) {
      const { [PROJECT_LABEL]: projectId = '', [BUNDLE_LABEL]: bundleHash = '' } = found.Labels;
      if (found.State === 'running') agents.push(this.#agent(found.Id, { projectId, bundleHash }));
      else await this.#docker.getContainer(found.Id).remove({ force: true, v: true }).catch(ignoreGone);
    }
    return agents;
  }

  async #run(spec: WorkspaceSpec, signal: AbortSignal): Promise<DockerAgent> {
    const { dataDir, files } = this.#options;
    const name = workspaceName(dataDir.instanceId, spec.projectId);
    const labels = {
      [INSTANCE_LABEL]: dataDir.instanceId,
      [PROJECT_LABEL]: spec.projectId,
      [BUNDLE_LABEL]: files.hash,
    };
    await ensureNetwork(this.#docker, { name, labels });
    let container: Docker.Container | undefined;
    try {
      container = await this.#docker.createContainer(containerOptions(this.#plan(spec, { name, labels })));
      await prepareContainer(container, { image: spec.image, identity: this.#options.identity });
      signal.throwIfAborted();
      await container.start();
    } catch (error) {
      await container?.remove({ force: true, v: true }).catch(ignoreGone);
      await removeNetwork(this.#docker, name);
      throw error;
    }
    const agent = this.#agent(container.id, { projectId: spec.projectId, bundleHash: files.hash });
    await this.#untilReady(agent, spec, signal);
    return agent;
  }

  #plan(spec: WorkspaceSpec, own: { name: string; labels: Record<string, string> }) {
    const { dataDir, identity, files, config } = this.#options;
    const run = join(dataDir.run, spec.projectId);
    const home = join(dataDir.homes, spec.projectId);
    const archives = join(dataDir.archives, spec.projectId);
    makeOwnedFolder(archives, identity);
    makeOwnedFolder(run, identity);
    makeOwnedFolder(home, identity);
    rmSync(join(run, 'agent.sock'), { force: true });
    return {
      ...own,
      hostName: hostName(spec.name),
      image: spec.image,
      projectId: spec.projectId,
      bundleHash: files.hash,
      identity,
      limits: config.limits,
      mounts: {
        project: spec.folder,
        home,
        run,
        archives,
        bundle: files.bundle,
        node: containerNode(config.agentNode, files.node),
      },
    };
  }

  async #untilReady(agent: DockerAgent, spec: WorkspaceSpec, signal: AbortSignal): Promise<void> {
    const late = AbortSignal.timeout(READY_TIMEOUT_MS);
    const over = new AbortController();
    const ended = agent.ended.then((end): never => {
      const message = `The workspace could not start. ${describeEnd(end)}`;
      throw explainFailedStart(spec.image, end.log) ?? new AppError('WORKSPACE_UNAVAILABLE', message);
    });
    try {
      await Promise.race([agent.ready(AbortSignal.any([signal, late, over.signal])), ended]);
    } catch (error) {
      await agent.stop();
      if (!late.aborted) throw error;
      const message = `The workspace's agent did not answer within ${READY_TIMEOUT_MS / 1000} s.`;
      throw new AppError('WORKSPACE_UNAVAILABLE', message, { cause: error });
    } finally {
      over.abort();
      ended.catch(() => {});
    }
  }

  #agent(containerId: string, of: { projectId: string; bundleHash: string }): DockerAgent {
    const { dataDir, config } = this.#options;
    return new DockerAgent({
      ...of,
      engine: this.#options.engine,
      containerId,
      network: workspaceName(dataDir.instanceId, of.projectId),
      socket: join(dataDir.run, of.projectId, 'agent.sock'),
      transport: config.agentTransport,
      released: this.#released.signal,
    });
  }
}
