import { readFileSync } from 'node:fs';

/** What Linux allows unless it is told otherwise. */
const USUAL_EVENTS = 16_384;

/** Events that the kernel keeps for this process until it drops what comes; of that it tells, but the runtime passes it over. */
function queueSize(): number {
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8')) || USUAL_EVENTS;
  } catch {
    return USUAL_EVENTS;
  }
}

/**
 * Tells when the kernel may have dropped events. What is queued is delivered in one turn of the event loop, so a queue that was
 * full is a turn with as many events; half of them count, since events of folders that were let go meanwhile are not delivered.
 */
export class EventQueue {
  readonly #full = queueSize() / 2;
  #count = 0;

  /** Counts an event. True when the queue may have been full. */
  delivered(): boolean {
    if (this.#count === 0) setImmediate(() => (this.#count = 0));
    this.#count += 1;
    return this.#count >= this.#full;
  }
}
