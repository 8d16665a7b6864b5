import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEnvironment } from './env';

/** A door to the real engine that can be shut: an engine that goes away and comes back, while its containers live on. */
export class EngineProxy implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'berth-door-'));
  readonly #path = join(this.#folder, 'engine.sock');
  readonly #connections = new Set<Socket>();
  #server: Server | undefined;

  get dockerHost(): string {
    return `unix://${this.#path}`;
  }

  async open(): Promise<void> {
    const engine = (testEnvironment.dockerHost ?? 'unix:///var/run/docker.sock').slice('unix://'.length);
    this.#server = createServer({ allowHalfOpen: true }, (client) => {
      const upstream = connect({ path: engine, allowHalfOpen: true });
      for (const socket of [client, upstream]) {
        this.#connections.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.#connections.delete(socket);
          client.destroy();
          upstream.destroy();
        });
      }
      client.pipe(upstream).pipe(client);
    });
    this.#server.listen(this.#path);
    await once(this.#server, 'listening');
  }

  async shut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#connections) socket.destroy();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shut();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
