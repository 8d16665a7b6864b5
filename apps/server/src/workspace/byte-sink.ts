import { type OnReadOpts, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Takes bytes where it wants them. */
export interface ByteSink {
  /** Room for the next bytes, at least one. */
  room(): Uint8Array;
  /** So many bytes are in the room that was given last. False: no more until the stream is resumed. */
  filled(length: number): boolean;
}

/** Bytes of the answer's head and of what comes with it. */
const HEAD_BYTES = 4096;

/**
 * How a connection is read whose bytes go to a sink once its HTTP head is over: as a stream until then, so that Node's HTTP client finds
 * the head there, and afterwards by the kernel into the sink's own memory, where the connection is one of the kernel's.
 */
export class SinkReading {
  readonly #sink: ByteSink;
  readonly #head = Buffer.allocUnsafeSlow(HEAD_BYTES);
  #stream: Duplex | undefined;
  #headIsOver = false;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** For `net.connect`. */
  get onread(): OnReadOpts {
    return {
      buffer: () => (this.#headIsOver ? this.#sink.room() : this.#head),
      callback: (length, buffer) => {
        // Room is given when the read before it is over, so one read after the head still comes this way.
        if (buffer !== this.#head) return this.#sink.filled(length);
        const bytes = Buffer.from(this.#head.subarray(0, length));
        return this.#headIsOver ? this.#fill(bytes) : (this.#stream?.push(bytes) ?? true);
      },
    };
  }

  /** The connection, from its beginning. */
  follow(stream: Duplex): void {
    this.#stream = stream;
  }

  /** The head is over; `rest` came with it. */
  begin(stream: Duplex, rest: Uint8Array): void {
    this.#headIsOver = true;
    const isDirect = stream instanceof Socket && stream === this.#stream;
    const take = (bytes: Uint8Array): void => {
      if (!this.#fill(bytes)) stream.pause();
    };
    if (!isDirect) stream.on('data', take);
    stream.resume();
    if (rest.length > 0) take(rest);
  }

  #fill(bytes: Uint8Array): boolean {
    let mayGoOn = true;
    for (let taken = 0; taken < bytes.length; ) {
      const room = this.#sink.room();
      const piece = bytes.subarray(taken, taken + room.length);
      room.set(piece);
      taken += piece.length;
      mayGoOn = this.#sink.filled(piece.length);
    }
    return mayGoOn;
  }
}
