import type { Writable } from 'node:stream';

/** Holds what is written to a stream until this turn of the event loop is over: several messages then leave in one write. */
export function writeTogether(stream: Writable): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
