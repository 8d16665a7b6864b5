import { AppError } from '@berth/protocol/error';
import type { MissingInput } from '@berth/protocol/terminal-missing-input';

/** Clients whose place is remembered: every page that has typed into a session is one. */
const MAX_CLIENTS = 1_000;

export interface InputPlace {
  clientId: string;
  /** Counts the client's inputs, from 1. */
  seq: number;
}

/**
 * How far each client's input has come. What comes again is known by its number, and what got lost on the way is missed by the number
 * that follows: nothing overtakes it.
 */
export class InputStreams {
  readonly #taken = new Map<string, number>();

  /** Whether this input has been taken already. */
  hasTaken({ clientId, seq }: InputPlace): boolean {
    return seq <= (this.#taken.get(clientId) ?? 0);
  }

  /** @throws AppError CONFLICT with the number that is missing, when this is not the client's next input. */
  expect({ clientId, seq }: InputPlace): void {
    const next = (this.#taken.get(clientId) ?? 0) + 1;
    if (seq === next) return;
    throw new AppError(
      'CONFLICT',
      `Input ${next} of this client has not arrived. Send it again, and all that follows it.`,
      { details: { missingInput: next } satisfies MissingInput },
    );
  }

  take({ clientId, seq }: InputPlace): void {
    this.#taken.delete(clientId);
    this.#taken.set(clientId, seq);
    const oldest = this.#taken.keys().next();
    if (this.#taken.size > MAX_CLIENTS && !oldest.done) this.#taken.delete(oldest.value);
  }
}
