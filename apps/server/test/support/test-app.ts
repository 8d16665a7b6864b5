import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, errorCodeSchema } from '@berth/protocol/error';
import type { Ack, ClientEventInput, ClientEventName, ClientEventOutput } from '@berth/protocol/socket';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { io, type Socket } from 'socket.io-client';
import { type App, startApp } from '../../src/app';
import { type Config, loadConfig } from '../../src/env';
import { createLogger } from '../../src/log';
import type { AppRouter } from '../../src/trpc/router';

export type TestClient = ReturnType<typeof createTRPCClient<AppRouter>>;

/** A real server on a free port with its own data directory, and clients for it. */
export class TestApp implements AsyncDisposable {
  readonly dataDir: string;
  #environment: Record<string, string>;
  readonly #sockets: Socket[] = [];
  #app: App | undefined;

  private constructor(environment: Record<string, string>) {
    this.dataDir = mkdtempSync(join(tmpdir(), 'berth-test-'));
    this.#environment = environment;
  }

  /** `environment` is what a person would set, such as BERTH_RUNTIME. */
  static async start(environment: Record<string, string> = {}): Promise<TestApp> {
    const testApp = new TestApp(environment);
    await testApp.startServer();
    return testApp;
  }

  get app(): App {
    if (!this.#app) throw new Error('The server is stopped.');
    return this.#app;
  }

  get config(): Config {
    return loadConfig({
      PORT: '0',
      BERTH_DATA_DIR: this.dataDir,
      BERTH_RUNTIME: 'local',
      BERTH_LOG_LEVEL: 'error',
      ...this.#environment,
    });
  }

  /** Starts the server again; `environment` is what changed since. */
  async startServer(environment: Record<string, string> = {}): Promise<void> {
    this.#environment = { ...this.#environment, ...environment };
    const { config } = this;
    const web = {
      answer: (_request: unknown, response: import('node:http').ServerResponse) =>
        void response.writeHead(404).end(),
    };
    this.#app = await startApp({ config, log: createLogger(config.logLevel), web });
  }

  /** Stops the server as a restart does: workspaces keep running. */
  async stopServer(): Promise<void> {
    const app = this.#app;
    this.#app = undefined;
    await app?.[Symbol.asyncDispose]();
  }

  /** A tRPC client as a script would make one. */
  client(): TestClient {
    const { url, token } = this.app;
    return createTRPCClient<AppRouter>({
      // A test may hold this process, and so the server in it, for longer than a connection is kept.
      links: [
        httpLink({ url: `${url}/trpc`, headers: { authorization: `Bearer ${token}`, connection: 'close' } }),
      ],
    });
  }

  /** A connected Socket.IO client as a script would make one. */
  async socket(): Promise<Socket> {
    const { url, token } = this.app;
    const socket = io(url, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    this.#sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  /** The project's folder on this host. */
  folder(projectId: string): string {
    return join(this.dataDir, 'projects', projectId);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { url, token } = this.app;
    return fetch(url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  }

  /** Ends everything this app started and removes its data directory. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.disconnect();
    if (!this.#app) await this.startServer();
    const { projects } = this.app.services;
    for (const project of projects.list()) await projects.delete(project.id, true);
    await this.stopServer();
    if (existsSync(this.dataDir)) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Sends an event and returns the acknowledgement as it is. */
export async function emit<N extends ClientEventName>(
  socket: Socket,
  name: N,
  input: ClientEventInput<N>,
): Promise<Ack<ClientEventOutput<N>>> {
  return socket.timeout(30_000).emitWithAck(name, input);
}

/** The AppError a rejected tRPC call carries, to compare codes. */
export async function errorOf(call: Promise<unknown>): Promise<AppError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) {
      return new AppError(errorCodeSchema.parse(error.data?.reason), error.message, {
        details: error.data?.details,
      });
    }
    throw error;
  }
  throw new Error('The call was expected to fail, and did not.');
}
