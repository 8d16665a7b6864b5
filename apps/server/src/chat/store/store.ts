import type { Logger } from '../../log';
import { type OperationInput, type OperationName, type OperationResult, reads } from './operations';
import { StoreThread } from './thread';
import type { StoreWorkerData } from './worker-messages';

/** The chat store: one thread that writes and one that reads, so that no search holds up a message. */
export class ChatStore implements AsyncDisposable {
  readonly #writer: StoreThread;
  readonly #reader: StoreThread;

  constructor(data: StoreWorkerData, log: Logger) {
    this.#writer = new StoreThread(data, log);
    this.#reader = new StoreThread(data, log);
  }

  /** @throws AppError as the operation threw it; STORAGE_UNAVAILABLE with why in `details.storage`. */
  run<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationResult<N>> {
    return (Object.hasOwn(reads, name) ? this.#reader : this.#writer).run(name, input);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader[Symbol.asyncDispose]();
    await this.#writer[Symbol.asyncDispose]();
  }
}
