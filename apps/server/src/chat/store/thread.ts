import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '@berth/protocol/error';
import type { Logger } from '../../log';
import type { OperationInput, OperationName, OperationResult } from './operations';
import type { StoreReply, StoreRequest, StoreWorkerData } from './worker-messages';

/** Calls that wait for one thread at most; beyond, storage is too slow to take more. */
const MAX_WAITING = 1_000;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

/** One thread of the store. It is started with the first call, and again with the next one after a crash. */
export class StoreThread implements AsyncDisposable {
  readonly #data: StoreWorkerData;
  readonly #log: Logger;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;
  #disposed = false;

  constructor(data: StoreWorkerData, log: Logger) {
    this.#data = data;
    this.#log = log;
  }

  /** @throws AppError as the operation threw it; STORAGE_UNAVAILABLE when the thread is overloaded or crashed. */
  run<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationResult<N>> {
    if (this.#disposed) return Promise.reject(unavailable('The server is stopping.'));
    if (this.#waiting.size >= MAX_WAITING) {
      return Promise.reject(unavailable('Storage is too slow for what it is asked. Try again in a moment.'));
    }
    this.#worker ??= this.#start();
    const id = this.#nextId++;
    const reply = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, name, input } satisfies StoreRequest);
    return reply as Promise<OperationResult<N>>;
  }

  #start(): Worker {
    const worker = startWorker(this.#data);
    worker.on('message', (reply: StoreReply) => this.#settle(reply));
    worker.on('error', (err) => this.#log.error({ err }, 'a chat storage thread crashed'));
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) {
        reject(unavailable('Storage stopped while this was asked. Try again.'));
      }
      this.#waiting.clear();
    });
    return worker;
  }

  #settle(reply: StoreReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) {
      waiting?.resolve(reply.value);
      return;
    }
    if (reply.cause) this.#log.error({ cause: reply.cause, code: reply.error.code }, 'chat storage failed');
    waiting?.reject(AppError.fromShape(reply.error));
  }

  /** Finishes what was asked, then ends the thread. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    if (!this.#worker) return;
    const exited = once(this.#worker, 'exit');
    this.#worker.postMessage('close');
    await exited;
  }
}

function unavailable(message: string): AppError {
  return new AppError('STORAGE_UNAVAILABLE', message, { details: { storage: 'busy' } });
}

/** The bundle has the thread as a file of its own; from source, the thread compiles TypeScript as it loads. */
function startWorker(workerData: StoreWorkerData): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./chat-worker.js', import.meta.url), { workerData });
  }
  const loader = createRequire(import.meta.url).resolve('tsx/cjs/api');
  const source = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const load = `require(${JSON.stringify(loader)}).register(); require(${JSON.stringify(source)});`;
  return new Worker(load, { eval: true, workerData });
}
