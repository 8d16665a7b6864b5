import type { FindAnswer, FindRequest } from './find-messages';

/** Milliseconds an expression may take. */
export const TIME_LIMIT_MS = 2_000;
/** Milliseconds that are left to a search nobody waits for any more. */
const SUPERSEDED_MS = 100;

/** `superseded`: another question came before this one was answered. `failed`: the worker could not run. */
export type MatcherAnswer = FindAnswer | { kind: 'tooLong' | 'superseded' | 'failed' };

export type MatcherWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

interface Job {
  request: FindRequest;
  settle: (answer: MatcherAnswer) => void;
}

/** Asks a worker one question at a time, the latest next, and ends the worker that takes too long. */
export class Matcher {
  readonly #create: () => MatcherWorker;
  #worker: MatcherWorker | null = null;
  #running: Job | null = null;
  #next: Job | null = null;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(create: () => MatcherWorker) {
    this.#create = create;
  }

  ask(request: FindRequest): Promise<MatcherAnswer> {
    return new Promise((settle) => {
      this.#next?.settle({ kind: 'superseded' });
      this.#next = { request, settle };
      if (this.#running) this.#expire(SUPERSEDED_MS);
      else this.#start();
    });
  }

  dispose(): void {
    this.#next?.settle({ kind: 'superseded' });
    this.#next = null;
    this.#stop({ kind: 'superseded' });
  }

  #start(): void {
    this.#running = this.#next;
    this.#next = null;
    if (!this.#running) return;
    this.#worker ??= this.#open();
    this.#expire(TIME_LIMIT_MS);
    this.#worker.postMessage(this.#running.request);
  }

  #open(): MatcherWorker {
    const worker = this.#create();
    worker.addEventListener('message', ({ data }: MessageEvent<FindAnswer>) => {
      // What an ended worker had sent is no answer to a later question.
      if (worker === this.#worker) this.#settle(data);
    });
    worker.addEventListener('error', () => {
      if (worker === this.#worker) this.#stop({ kind: 'failed' });
    });
    return worker;
  }

  #expire(ms: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#stop({ kind: this.#next ? 'superseded' : 'tooLong' }), ms);
  }

  #stop(answer: MatcherAnswer): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#settle(answer);
  }

  #settle(answer: MatcherAnswer): void {
    clearTimeout(this.#deadline);
    const job = this.#running;
    this.#running = null;
    job?.settle(answer);
    this.#start();
  }
}

export const createFindWorker = (): MatcherWorker =>
  new Worker(new URL('./find-worker.ts', import.meta.url), { type: 'module' });
