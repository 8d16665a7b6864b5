import type { IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { Server as Engine, type Transport, transports } from 'engine.io';

type Request = ConstructorParameters<typeof transports.websocket>[0];
type Packets = Parameters<Transport['send']>[0];

/** Bytes waiting in a connection from which on packets wait in Engine.IO, which then sends them together. */
const FULL_BYTES = 64 * 1024;

/**
 * A WebSocket that hands the packets of one turn of the event loop to the kernel in one call. An event with bytes is two packets, and
 * Engine.IO by itself writes each alone: where a system call is dear, that is most of what a small event costs.
 */
class BatchingWebSocket extends transports.websocket {
  readonly #connection: TcpSocket;

  constructor(request: Request) {
    super(request);
    this.#connection = request.socket;
  }

  override send(packets: Packets): void {
    const connection = this.#connection;
    if (connection.writableCorked === 0) {
      connection.cork();
      process.nextTick(() => connection.uncork());
    }
    super.send(packets);
    // Else the second packet of an event waits until the first one is written.
    if (connection.writableLength < FULL_BYTES) this.writable = true;
  }
}

/** An Engine.IO server whose WebSockets batch what they send. */
export class BatchingEngine extends Engine {
  protected override createTransport(
    name: Parameters<Engine['createTransport']>[0],
    request: IncomingMessage,
  ): Transport {
    if (name === 'websocket') return new BatchingWebSocket(request as Request);
    return super.createTransport(name, request);
  }
}
