const HEADER_BYTES = 8;

export interface Frame {
  /** 1 is standard output, 2 is standard error. */
  stream: number;
  data: Buffer;
}

/**
 * Takes apart the engine's multiplexed stream: a header of 8 bytes (stream, 3 unused, length as a big-endian 32-bit number)
 * before each piece. Pieces are handed on as they arrive, so nothing but part of a header is ever held.
 */
export class FrameDecoder {
  #header = Buffer.alloc(0);
  #stream = 0;
  #left = 0;

  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        const wanted = HEADER_BYTES - this.#header.length;
        this.#header = Buffer.concat([this.#header, chunk.subarray(at, at + wanted)]);
        at += wanted;
        if (this.#header.length < HEADER_BYTES) return frames;
        this.#stream = this.#header.readUInt8(0);
        this.#left = this.#header.readUInt32BE(4);
        this.#header = Buffer.alloc(0);
      } else {
        const data = chunk.subarray(at, at + this.#left);
        at += data.length;
        this.#left -= data.length;
        frames.push({ stream: this.#stream, data });
      }
    }
    return frames;
  }
}
