import { readSync, writeSync } from 'node:fs';
import type { OnReadOpts, SocketConstructorOpts } from 'node:net';
import { ReadStream } from 'node:tty';
import type { TerminalEnd, TerminalSize } from '@berth/protocol/terminal';
import { InputQueue } from './input-queue';
import { loadNativePty } from './native-pty';

/** Bytes of input that may wait for the program. */
const MAX_WAITING_INPUT = 16 * 1024 * 1024;
/** Bytes of one read; the kernel gives at most 4 KiB. */
const READ_BYTES = 64 * 1024;
/** Milliseconds without output after the shell's end, after which what still holds the terminal open is not waited for. */
const DRAIN_MS = 100;

export interface PtyOptions extends TerminalSize {
  file: string;
  args: string[];
  environment: Record<string, string>;
  cwd: string;
  /** Called with each piece of output. The bytes are overwritten after it returns. */
  onOutput(bytes: Uint8Array): void;
  /** Called once when the shell ends; output may still follow. */
  onExit(end: TerminalEnd): void;
  /** Called once after the last output. */
  onClose(): void;
}

/** A shell on a pseudo-terminal of its own. */
export class Pty {
  readonly pid: number;
  /** Such as `/dev/pts/3`. */
  readonly device: string;
  readonly #fd: number;
  readonly #stream: ReadStream;
  readonly #options: PtyOptions;
  readonly #input: InputQueue;
  readonly #resizeFd: (fd: number, cols: number, rows: number) => void;
  #isOpen = true;
  #isPaused = false;
  #hasExited = false;
  #outputs = 0;
  #drainTimer: NodeJS.Timeout | undefined;

  constructor(options: PtyOptions) {
    this.#options = options;
    const { native, helperPath } = loadNativePty();
    this.#resizeFd = native.resize;
    const environment = Object.entries(options.environment).map(([name, value]) => `${name}=${value}`);
    const onExit = (exitCode: number, signal: number): void => {
      this.#hasExited = true;
      options.onExit({ exitCode, ...(signal ? { signal } : {}) });
      this.#closeWhenDrained();
    };
    const forked = native.fork(
      options.file,
      options.args,
      environment,
      options.cwd,
      options.cols,
      options.rows,
      -1,
      -1,
      true,
      helperPath,
      onExit,
    );
    this.pid = forked.pid;
    this.device = forked.pty;
    this.#fd = forked.fd;
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const onread: SocketConstructorOpts & { onread: OnReadOpts } = {
      allowHalfOpen: true,
      onread: {
        buffer,
        callback: (length: number): boolean => {
          this.#outputs++;
          options.onOutput(buffer.subarray(0, length));
          if (this.#hasExited) this.#closeWhenDrained();
          return true;
        },
      },
    };
    this.#stream = new ReadStream(forked.fd, onread);
    // The kernel reports the end of the last process on the terminal as an input/output error.
    this.#stream.on('error', () => this.#close());
    this.#stream.on('end', () => {
      this.#readRest(buffer);
      this.#close();
    });
    this.#stream.resume();
    this.#input = new InputQueue((bytes) => this.#writeSome(bytes), MAX_WAITING_INPUT);
  }

  /** Types. False when the program has not read so much already that no more is taken. */
  write(bytes: Uint8Array): boolean {
    return !this.#isOpen || this.#input.write(bytes);
  }

  resize(cols: number, rows: number): void {
    if (this.#isOpen) this.#resizeFd(this.#fd, cols, rows);
  }

  /** Stops reading: the program waits once the kernel's few kilobytes are full. */
  pause(): void {
    if (this.#isPaused || !this.#isOpen) return;
    this.#isPaused = true;
    clearTimeout(this.#drainTimer);
    this.#stream.pause();
  }

  resume(): void {
    if (!this.#isPaused || !this.#isOpen) return;
    this.#isPaused = false;
    this.#stream.resume();
    if (this.#hasExited) this.#closeWhenDrained();
  }

  /** Lets go of the terminal, whatever is still to be read. */
  dispose(): void {
    this.#close();
  }

  #closeWhenDrained(): void {
    clearTimeout(this.#drainTimer);
    if (this.#isPaused || !this.#isOpen) return;
    const outputs = this.#outputs;
    // A late timer fires before what has arrived meanwhile is read; an immediate comes after.
    this.#drainTimer = setTimeout(() => {
      setImmediate(() => {
        if (this.#outputs === outputs && !this.#isPaused) this.#close();
      });
    }, DRAIN_MS);
  }

  /** libuv reports the end as soon as the other side is closed, with output still to be read. */
  #readRest(buffer: Buffer): void {
    try {
      for (let length = 1; length > 0; ) {
        length = readSync(this.#fd, buffer, 0, buffer.length, null);
        this.#options.onOutput(buffer.subarray(0, length));
      }
    } catch {
      // Nothing is left: EIO, or EAGAIN where a background program holds the terminal open.
    }
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearTimeout(this.#drainTimer);
    this.#input.dispose();
    this.#stream.destroy();
    this.#options.onClose();
  }

  #writeSome(bytes: Uint8Array): number {
    try {
      return writeSync(this.#fd, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      // The terminal is gone; the stream reports it.
      return bytes.length;
    }
  }
}
