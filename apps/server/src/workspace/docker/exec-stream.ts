import { Duplex } from 'node:stream';
import { FrameDecoder } from './frame-decoder';

const MAX_ERROR_CHARS = 2_000;

/**
 * The standard input and output of an exec as one byte stream. Reading stops when nobody takes the bytes, so that the program
 * behind it is paced. `onErrorOutput` is called with all of its standard error so far (the last 2,000 characters).
 */
export class ExecStream extends Duplex {
  readonly #raw: Duplex;
  readonly #decoder = new FrameDecoder();
  #errorOutput = '';

  constructor(raw: Duplex, onErrorOutput: (text: string) => void) {
    super({ allowHalfOpen: true });
    this.#raw = raw;
    raw.on('data', (chunk: Buffer) => {
      let room = true;
      for (const { stream, data } of this.#decoder.push(chunk)) {
        if (stream === 1) room = this.push(data);
        else {
          this.#errorOutput = (this.#errorOutput + data.toString('utf8')).slice(-MAX_ERROR_CHARS);
          onErrorOutput(this.#errorOutput);
        }
      }
      if (!room) raw.pause();
    });
    raw.once('end', () => this.push(null));
    raw.once('error', (error) => this.destroy(error));
    // A clean end leaves what has not been read yet to be read; anything else is the end of both directions.
    raw.once('close', () => (raw.readableEnded ? this.end() : this.destroy()));
  }

  /** What the program wrote to its standard error, the last of it. */
  get errorOutput(): string {
    return this.#errorOutput;
  }

  override _read(): void {
    this.#raw.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#raw.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#raw.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#raw.destroy();
    done(error);
  }
}
