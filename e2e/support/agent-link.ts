import { renameSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Berth } from './berth';

/** Milliseconds each piece is on its way, so that a cut has something to lose. */
const TRAVEL_MS = 15;

/** The server's connections to the agent of a running project, from now on, in the hands of a test. */
export class AgentLink implements AsyncDisposable {
  readonly #path: string;
  readonly #agentPath: string;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(berth: Berth, projectId: string) {
    this.#path = join(berth.dataDir, 'run', projectId, 'agent.sock');
    this.#agentPath = join(berth.dataDir, 'run', projectId, 'held.sock');
    this.#server = createServer((server) => this.#join(server));
  }

  static async hold(berth: Berth, projectId: string): Promise<AgentLink> {
    const link = new AgentLink(berth, projectId);
    renameSync(link.#path, link.#agentPath);
    await new Promise<void>((resolve) => link.#server.listen(link.#path, resolve));
    return link;
  }

  /** Breaks every connection; what is on its way is lost. New ones can be made at once. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Breaks every connection, and lets none be made. */
  down(): void {
    this.#server.close();
    this.cut();
  }

  async up(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#path, resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
    rmSync(this.#path, { force: true });
    renameSync(this.#agentPath, this.#path);
  }

  #join(server: Socket): void {
    const agent = createConnection(this.#agentPath);
    for (const [from, to] of [
      [server, agent],
      [agent, server],
    ] as const) {
      this.#open.add(from);
      from.on('data', (data) => setTimeout(() => to.write(data), TRAVEL_MS));
      from.on('error', () => {});
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }
}
