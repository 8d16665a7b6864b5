import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppRouter } from '@berth/server/trpc/router';
import { createTRPCClient, httpLink } from '@trpc/client';
import { inherited, workspaceImage } from './env';

const entry = join(dirname(fileURLToPath(import.meta.url)), '../../apps/server/dist/main.js');

export interface BerthOptions {
  runtime: 'docker' | 'local';
  env?: Record<string, string>;
}

/** The built server as `pnpm start` runs it: its own process, port and data directory. */
export class Berth implements AsyncDisposable {
  readonly url: string;
  readonly token = 'an-end-to-end-test-token-of-good-length';
  readonly dataDir: string;
  readonly #options: BerthOptions;
  readonly #port: number;
  #server: ChildProcess | undefined;
  #output = '';

  private constructor(options: BerthOptions, port: number) {
    this.#options = options;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.dataDir = mkdtempSync(join(tmpdir(), 'berth-e2e-'));
  }

  static async start(options: BerthOptions): Promise<Berth> {
    const berth = new Berth(options, await freePort());
    await berth.startServer();
    return berth;
  }

  get signInUrl(): string {
    return `${this.url}/#token=${this.token}`;
  }

  get #isRunning(): boolean {
    const server = this.#server;
    return server !== undefined && server.exitCode === null && server.signalCode === null;
  }

  /** The server's process. */
  get pid(): number {
    if (this.#server?.pid === undefined) throw new Error('The server is stopped.');
    return this.#server.pid;
  }

  /** Starts the server and waits until it answers. @throws Error with its output when it exits instead. */
  async startServer(): Promise<void> {
    const server = spawn(process.execPath, [entry], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inherited,
        PORT: String(this.#port),
        BERTH_DATA_DIR: this.dataDir,
        BERTH_TOKEN: this.token,
        BERTH_RUNTIME: this.#options.runtime,
        BERTH_WORKSPACE_IMAGE: workspaceImage,
        BERTH_LOG_LEVEL: 'warn',
        ...this.#options.env,
      },
    });
    this.#server = server;
    const ready = new Promise<void>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString('utf8')).slice(-20_000);
        if (this.#output.includes('Berth is ready')) resolve();
      };
      server.stdout.on('data', take);
      server.stderr.on('data', take);
      server.once('exit', (code) => reject(new Error(`The server exited with ${code}:\n${this.#output}`)));
    });
    await ready;
    this.#output = '';
  }

  /** Ends the server: SIGTERM as an operator would, or SIGKILL as the kernel would. Workspaces go on. */
  async stopServer(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const server = this.#server;
    const isRunning = this.#isRunning;
    this.#server = undefined;
    if (!server || !isRunning) return;
    const exited = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await exited;
  }

  /** A tRPC client as a script would make one. */
  client() {
    return createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${this.url}/trpc`, headers: { authorization: `Bearer ${this.token}` } })],
    });
  }

  /** Deletes every project with its files, stops the server and removes the data directory. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isRunning) await this.startServer();
    try {
      const { projects } = await this.client().project.list.query();
      for (const { id } of projects)
        await this.client().project.delete.mutate({ projectId: id, deleteFiles: true });
    } finally {
      await this.stopServer();
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
