/** Bytes of a piece: smaller files are held whole, larger ones are read piece by piece. */
export const PIECE_BYTES = 1024 * 1024;

/**
 * Memory for pieces that serves again once its bytes have been written. What a stream of fresh buffers leaves behind is collected
 * only after tens of MB, because it lies outside of V8's heap.
 */
export class PieceMemory {
  readonly #own = new WeakSet<ArrayBufferLike>();
  readonly #free: ArrayBufferLike[] = [];

  /** `PIECE_BYTES` of memory, whatever was in it. */
  take(): Buffer {
    const used = this.#free.pop();
    if (used) return Buffer.from(used);
    const fresh = Buffer.allocUnsafeSlow(PIECE_BYTES);
    this.#own.add(fresh.buffer);
    return fresh;
  }

  /** Takes back the whole piece that `bytes` lie in, which nobody may need any more; leaves other memory alone. */
  giveBack(bytes: Buffer): void {
    if (this.#own.has(bytes.buffer)) this.#free.push(bytes.buffer);
  }
}
