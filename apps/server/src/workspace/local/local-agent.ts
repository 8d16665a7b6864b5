import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningAgent } from '../launcher';
import { connectSocket } from '../socket-connect';
import { processStartTime } from './process';
import { type RunRecord, removeRunRecord } from './run-record';

/** Milliseconds between looks at whether the process still runs. */
const POLL_MS = 500;
/** Milliseconds an agent has to end its terminals before it is killed. */
const STOP_MS = 4_000;

export interface LocalProcess extends RunRecord {
  projectId: string;
  socket: string;
  /** The file that says which process it is; it goes when the process has ended. */
  record: string;
}

/** An agent that runs as a process of this host, whichever server started it. */
export class LocalAgent implements RunningAgent {
  readonly projectId: string;
  readonly bundleHash: string;
  readonly maxConnections = 64;
  readonly exited: Promise<string>;
  readonly #process: LocalProcess;

  constructor(process: LocalProcess) {
    this.projectId = process.projectId;
    this.bundleHash = process.bundleHash;
    this.#process = process;
    this.exited = this.#watch();
  }

  connect(): Promise<Duplex> {
    return connectSocket(this.#process.socket);
  }

  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    for (let waited = 0; this.#runs() && waited < STOP_MS; waited += 50) await delay(50);
    this.#signal('SIGKILL');
    await this.exited;
  }

  #runs(): boolean {
    return processStartTime(this.#process.pid) === this.#process.startTime;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#runs()) process.kill(this.#process.pid, signal);
  }

  async #watch(): Promise<string> {
    while (this.#runs()) await delay(POLL_MS, undefined, { ref: false });
    removeRunRecord(this.#process.record, this.#process);
    return 'The workspace process ended.';
  }
}
