import { existsSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import type Docker from 'dockerode';
import type { Config } from '../../env';
import type { RunningAgent } from '../launcher';
import { connectSocket } from '../socket-connect';
import { type ContainerEnd, describeEnd } from './end-reason';
import { type Engine, engineError, engineStatus, ignoreGone } from './engine';
import { connectExec } from './exec-connect';
import { FrameDecoder } from './frame-decoder';
import { removeNetwork } from './network';

/** Milliseconds between looks at a container that stopped writing without having ended, as when the engine went away. */
const RETRY_MS = 250;
const LOG_LINES = 30;
const MAX_LOG_CHARS = 4_000;
/** Milliseconds `auto` gives the mounted socket of a container that has just started before it tries the exec bridge. */
const SOCKET_MS = 3_000;
/** Seconds an agent has to end its terminals before it is killed. */
const STOP_SECONDS = 4;
/** Bridges are processes in the workspace, which count against its memory. */
const MAX_BRIDGES = 8;

export interface DockerAgentOptions {
  engine: Engine;
  containerId: string;
  projectId: string;
  bundleHash: string;
  /** The project's network, which goes when the container does. */
  network: string;
  /** The agent's socket as this host would see it. */
  socket: string;
  transport: Config['agentTransport'];
  /** Aborts when the server lets go of its workspaces. */
  released: AbortSignal;
}

/** An agent that is the main process of a container, whichever server started it. What is left of it is removed when it ends. */
export class DockerAgent implements RunningAgent {
  readonly projectId: string;
  readonly bundleHash: string;
  readonly exited: Promise<string>;
  /** Resolves once the container has ended and is removed. */
  readonly ended: Promise<ContainerEnd>;
  readonly #options: DockerAgentOptions;
  readonly #container: Docker.Container;
  #transport: 'auto' | 'socket' | 'exec';

  constructor(options: DockerAgentOptions) {
    this.#options = options;
    this.projectId = options.projectId;
    this.bundleHash = options.bundleHash;
    this.#container = options.engine.docker.getContainer(options.containerId);
    this.#transport = options.transport;
    this.ended = this.#watch();
    this.exited = this.ended.then(describeEnd);
  }

  get maxConnections(): number {
    return this.#transport === 'socket' ? 64 : MAX_BRIDGES;
  }

  async connect(): Promise<Duplex> {
    switch (this.#transport) {
      case 'socket':
        return connectSocket(this.#options.socket);
      case 'exec':
        return this.#connectExec();
      case 'auto':
        return this.#connectEither();
    }
  }

  /** Resolves when the agent can be connected to. Rejects when the signal aborts. */
  async ready(signal: AbortSignal): Promise<void> {
    const socketUntil = performance.now() + SOCKET_MS;
    for (;;) {
      signal.throwIfAborted();
      try {
        const early = this.#transport === 'auto' && performance.now() < socketUntil;
        const stream = await (early ? this.#connectToSocket() : this.connect());
        stream.destroy();
        return;
      } catch {
        await delay(10, undefined, { signal });
      }
    }
  }

  /** @throws AppError WORKSPACE_UNAVAILABLE when the engine does not answer; the container may run on then. */
  async stop(): Promise<void> {
    try {
      await this.#container.stop({ t: STOP_SECONDS });
    } catch (error) {
      // 304: it has ended already.
      if (engineStatus(error) !== 304 && engineStatus(error) !== 404) {
        throw engineError(error, this.#options.engine);
      }
    }
    await this.ended;
  }

  async #connectEither(): Promise<Duplex> {
    if (!existsSync(this.#options.socket)) return this.#connectExec();
    try {
      return await this.#connectToSocket();
    } catch {
      return this.#connectExec();
    }
  }

  async #connectToSocket(): Promise<Duplex> {
    const stream = await connectSocket(this.#options.socket);
    this.#transport = 'socket';
    return stream;
  }

  async #connectExec(): Promise<Duplex> {
    try {
      return await connectExec(this.#container);
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('WORKSPACE_UNAVAILABLE', 'The workspace does not answer. Open the project again.', {
        cause,
      });
    }
  }

  /** An engine that goes away is waited for: its containers may outlive it, and it tells how they ended when it returns. */
  async #watch(): Promise<ContainerEnd> {
    const { released } = this.#options;
    for (;;) {
      try {
        const log = await this.#followLog();
        const end = await this.#endOf(log);
        if (end) return end;
      } catch (error) {
        if (engineStatus(error) === 404) return { exitCode: 137, oomKilled: false, memoryBytes: 0, log: '' };
      }
      if (released.aborted) return new Promise<never>(() => {});
      await delay(RETRY_MS, undefined, { ref: false });
    }
  }

  /** The end of what the container writes, once it writes no more: it has ended, or the engine went away. */
  async #followLog(): Promise<string> {
    const output = await this.#container.logs({
      follow: true,
      stdout: true,
      stderr: true,
      tail: LOG_LINES,
      abortSignal: this.#options.released,
    });
    const decoder = new FrameDecoder();
    let log = '';
    for await (const chunk of output) {
      for (const { data } of decoder.push(chunk as Buffer)) {
        log = (log + data.toString('utf8')).slice(-MAX_LOG_CHARS);
      }
    }
    return log;
  }

  /** How the container ended, and removes what is left of it; undefined while it runs. */
  async #endOf(log: string): Promise<ContainerEnd | undefined> {
    const { engine, network } = this.#options;
    const { State: state, HostConfig: host } = await this.#container.inspect();
    if (state.Running) return undefined;
    await this.#container.remove({ force: true, v: true }).catch(ignoreGone);
    await removeNetwork(engine.docker, network);
    return { exitCode: state.ExitCode, oomKilled: state.OOMKilled, memoryBytes: host.Memory ?? 0, log };
  }
}
