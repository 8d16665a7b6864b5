import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';

/** A TCP relay on loopback between a browser and a server, which can be cut as a network is. */
export class Wire implements AsyncDisposable {
  readonly url: string;
  /** Connections that were open when the wire was cut, over all cuts. */
  broken = 0;
  #target: number | undefined;
  #cut = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => this.#relay(socket));
  }

  static async open(): Promise<Wire> {
    // Half-closed connections stay half-closed on the other side too.
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Wire(server);
  }

  /** Leads to this port of the loopback from now on. */
  leadTo(port: number): void {
    this.#target = port;
  }

  /** Resets every connection and, until it is mended, every new one. */
  cut(): void {
    this.#cut = true;
    this.broken += this.#sockets.size / 2;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  mend(): void {
    this.#cut = false;
  }

  #relay(near: Socket): void {
    if (this.#cut || this.#target === undefined) {
      near.resetAndDestroy();
      return;
    }
    const far = new Socket({ allowHalfOpen: true });
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // A connection that breaks on one side breaks on the other.
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    far.connect(this.#target, '127.0.0.1', () => {
      near.pipe(far);
      far.pipe(near);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
