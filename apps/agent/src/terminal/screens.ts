import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '@berth/protocol/error';
import type { TerminalColors, TerminalSize } from '@berth/protocol/terminal';
import { log } from '../log';
import type { FromScreens, Snapshot, ToScreens } from './screen/screen-messages';

/** Times a worker that died is started again before screens are given up. */
const MAX_RESTARTS = 5;

export interface ScreenListener {
  onTitle(title: string): void;
  /** The emulator's answer to a program. */
  onReply(data: string): void;
  onSettled(): void;
  /** The worker died: a new screen begins at the returned position with the returned output, which it does not answer again. */
  onLost(): { position: number; size: TerminalSize; output: Uint8Array<ArrayBuffer> };
}

interface Entry {
  listener: ScreenListener;
  unsettled: number;
  /** Bytes among them that a screen before had answered. */
  repeated: number;
  colors?: TerminalColors;
}

/** The screens of all sessions, kept on a worker thread that starts with the first of them. */
export class Screens {
  readonly #scrollback: number;
  readonly #workerFile: string;
  readonly #entries = new Map<number, Entry>();
  readonly #requests = new Map<number, { screen: number; resolve(snapshot: Snapshot): void }>();
  #worker: Worker | undefined;
  #restarts = 0;
  #nextRequest = 1;

  /** `scrollback` is how many lines each keeps above the screen; the worker's code is in the bundle's `folder`. */
  constructor(scrollback: number, folder = __dirname) {
    this.#scrollback = scrollback;
    this.#workerFile = join(folder, 'terminal-worker.cjs');
  }

  create(screen: number, size: TerminalSize, listener: ScreenListener): void {
    this.#entries.set(screen, { listener, unsettled: 0, repeated: 0 });
    this.#worker ??= this.#start();
    this.#post({ type: 'create', screen, ...size, scrollback: this.#scrollback, position: 0 });
  }

  /** Hands output over; its memory goes with it. */
  output(screen: number, bytes: Uint8Array<ArrayBuffer>): void {
    const entry = this.#entries.get(screen);
    if (!entry || bytes.length === 0) return;
    entry.unsettled += bytes.length;
    this.#worker?.postMessage({ type: 'output', screen, bytes } satisfies ToScreens, [bytes.buffer]);
  }

  /** Bytes the worker has not dealt with yet. */
  unsettled(screen: number): number {
    return this.#entries.get(screen)?.unsettled ?? 0;
  }

  resize(screen: number, size: TerminalSize): void {
    this.#post({ type: 'resize', screen, ...size });
  }

  /** What programs that ask are told from now on. */
  showColors(screen: number, colors: TerminalColors): void {
    const entry = this.#entries.get(screen);
    if (!entry) return;
    entry.colors = colors;
    this.#post({ type: 'colors', screen, colors });
  }

  /** The screen after all output handed over so far. @throws AppError INTERNAL when screens are given up. */
  snapshot(screen: number): Promise<Snapshot> {
    if (!this.#worker) {
      throw new AppError('INTERNAL', 'The screen of this terminal is lost. Its program runs on.');
    }
    const request = this.#nextRequest++;
    return new Promise((resolve) => {
      this.#requests.set(request, { screen, resolve });
      this.#post({ type: 'snapshot', screen, request });
    });
  }

  dispose(screen: number): void {
    this.#entries.delete(screen);
    this.#post({ type: 'dispose', screen });
  }

  #post(message: ToScreens): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(this.#workerFile);
    worker.unref();
    worker.on('message', (message: FromScreens) => this.#receive(message));
    worker.on('error', (error) => {
      log('the screen worker failed', error);
      this.#restart();
    });
    return worker;
  }

  #receive(message: FromScreens): void {
    const entry = this.#entries.get(message.screen);
    switch (message.type) {
      case 'title':
        entry?.listener.onTitle(message.title);
        return;
      case 'reply':
        if (entry?.repeated === 0) entry.listener.onReply(message.data);
        return;
      case 'settled':
        if (!entry) return;
        entry.unsettled = Math.max(0, entry.unsettled - message.bytes);
        entry.repeated = Math.max(0, entry.repeated - message.bytes);
        entry.listener.onSettled();
        return;
      case 'snapshot':
        this.#requests.get(message.request)?.resolve(message.snapshot);
        this.#requests.delete(message.request);
        return;
    }
  }

  #restart(): void {
    this.#restarts++;
    this.#worker = this.#restarts > MAX_RESTARTS ? undefined : this.#start();
    for (const [screen, entry] of this.#entries) {
      entry.unsettled = 0;
      const { position, size, output } = entry.listener.onLost();
      this.#post({ type: 'create', screen, ...size, scrollback: this.#scrollback, position });
      if (entry.colors) this.#post({ type: 'colors', screen, colors: entry.colors });
      entry.repeated = output.length;
      this.output(screen, output);
      entry.listener.onSettled();
    }
    for (const [request, { screen }] of this.#requests) this.#post({ type: 'snapshot', screen, request });
  }
}
