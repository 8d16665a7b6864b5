import { AppError } from '@berth/protocol/error';
import type { Terminal, TerminalColors, TerminalEnd, TerminalSize } from '@berth/protocol/terminal';
import { log } from '../log';
import { describeProcess } from './describe-process';
import { type InputPlace, InputStreams } from './input-streams';
import { OutputRing } from './output-ring';
import { Pty, type PtyOptions } from './pty';
import type { Snapshot } from './screen/screen-messages';
import type { Screens } from './screens';
import { type Outlet, Viewer } from './viewer';

/** Bytes of output kept for clients that come back, and for those that are slower than others. */
const RING_BYTES = 1024 * 1024;
/**
 * Bytes a viewer may have waiting before the program waits: a quarter of its window within these bounds, since what waits delays the
 * answer to Ctrl-C as what is on its way does. The program goes on at a third of it.
 */
const BACKLOG_HIGH = { least: 12 * 1024, most: 96 * 1024 };
/** Bytes that must wait for a viewer to be called slow. */
const BACKLOG_SLOW = 8 * 1024;
/** The same for output that the screen has not dealt with. */
const SCREEN_HIGH = 8 * 1024 * 1024;
const SCREEN_LOW = 6 * 1024 * 1024;
/**
 * Milliseconds for which output is gathered after some has been sent, and while all who look have enough to draw. The first is sent
 * at once.
 */
const GATHER_MS = 2;
const GATHER_BUSY_MS = 8;
/** Bytes that are not gathered further. */
const GATHER_BYTES = 32 * 1024;
/** Milliseconds and bytes after which output is handed to the screen. */
const SCREEN_MS = 16;
const SCREEN_BYTES = 256 * 1024;
/** Milliseconds between looks at who makes whom wait. */
const PATIENCE_MS = 50;
/** How a shell ends whose terminal is closed: by SIGHUP. */
const HUNG_UP: TerminalEnd = { exitCode: 0, signal: 1 };

export interface SessionOptions extends Pick<PtyOptions, 'file' | 'args' | 'environment' | 'cwd'> {
  sessionId: string;
  projectId: string;
  /** The project's folder. */
  root: string;
  channel: number;
  name: string;
  size: TerminalSize;
  /** Lines its screen keeps above it. */
  scrollback: number;
  screens: Screens;
  /** Something of the list of terminals changed. */
  onChange(): void;
}

/** How a viewer shows the session. */
export interface ViewerRoom extends Partial<TerminalSize> {
  visible: boolean;
  colors?: TerminalColors | undefined;
}

/** A shell, its output, its screen and whoever looks at it. */
export class Session {
  readonly sessionId: string;
  readonly channel: number;
  name: string;
  readonly #options: SessionOptions;
  readonly #ring = new OutputRing(RING_BYTES);
  readonly #pty: Pty;
  readonly #viewers = new Set<Viewer>();
  readonly #inputs = new InputStreams();
  readonly #createdAt = new Date().toISOString();
  #size: TerminalSize;
  #resizedAt = 0;
  #hasColors = false;
  #title = '';
  #end: TerminalEnd | undefined;
  #isDrained = false;
  #finalSnapshot: Promise<Snapshot> | undefined;
  #screenPosition = 0;
  #unsent = 0;
  #lastFlush = 0;
  #flushTimer: NodeJS.Timeout | undefined;
  #screenTimer: NodeJS.Timeout | undefined;
  #patienceTimer: NodeJS.Timeout | undefined;
  #isPaused = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.sessionId = options.sessionId;
    this.channel = options.channel;
    this.name = options.name;
    this.#size = options.size;
    options.screens.create(options.channel, options.size, {
      onTitle: (title) => {
        this.#title = title;
        options.onChange();
      },
      onReply: (data) => void this.#pty.write(Buffer.from(data)),
      onSettled: () => this.#pace(),
      onLost: () => {
        this.#screenPosition = this.#ring.start;
        return { position: this.#ring.start, size: this.#size, output: this.#takeScreenOutput() };
      },
    });
    try {
      this.#pty = this.#startShell();
    } catch (cause) {
      options.screens.dispose(options.channel);
      throw new AppError(
        'CONFLICT',
        'The workspace could not start a shell. End some of its programs, then try again.',
        { cause },
      );
    }
  }

  get pid(): number {
    return this.#pty.pid;
  }

  get isRunning(): boolean {
    return this.#end === undefined;
  }

  async describe(): Promise<Terminal> {
    const { projectId, root, scrollback } = this.#options;
    const { command, cwd } = await describeProcess(this.isRunning ? this.pid : undefined, root);
    return {
      sessionId: this.sessionId,
      projectId,
      name: this.name,
      title: this.#title,
      command,
      cwd,
      root,
      pid: this.pid,
      ...this.#size,
      scrollback,
      running: this.isRunning,
      end: this.#end ?? null,
      viewers: this.#viewers.size,
      createdAt: this.#createdAt,
    };
  }

  #startShell(): Pty {
    const { size, file, args, environment, cwd, onChange } = this.#options;
    return new Pty({
      ...size,
      file,
      args,
      environment,
      cwd,
      onOutput: (bytes) => this.#output(bytes),
      onExit: (end) => {
        this.#end = end;
        onChange();
        // A shell may let go of its terminal before it ends, and the system may tell the two in either order.
        for (const viewer of this.#viewers) this.pump(viewer);
      },
      onClose: () => this.#drained(),
    });
  }

  /** Whether the bytes since then are still here, and all in one size. */
  canResume(since: number): boolean {
    return since >= this.#ring.start && since <= this.#ring.end && since >= this.#resizedAt;
  }

  /** A new viewer; it is sent nothing before it is started at an offset. */
  addViewer(outlet: Outlet): Viewer {
    const { sessionId, channel } = this;
    const viewer = new Viewer({ sessionId, channel, ring: this.#ring, outlet });
    this.#viewers.add(viewer);
    if (this.#viewers.size === 2) {
      this.#patienceTimer = setInterval(() => this.#leaveSlowBehind(), PATIENCE_MS);
    }
    return viewer;
  }

  detach(viewer: Viewer): void {
    if (!this.#viewers.delete(viewer)) return;
    if (this.#viewers.size < 2) clearInterval(this.#patienceTimer);
    this.#fitSize();
    this.#pace();
  }

  /** Sends a viewer what is behind `offset`; the screen and what is behind that, where the bytes are no longer here. */
  start(viewer: Viewer, offset: number): void {
    if (offset >= this.#ring.start) viewer.start(offset);
    else void this.#resync(viewer);
    this.pump(viewer);
  }

  /** Sends a viewer what it has room for. */
  pump(viewer: Viewer): void {
    viewer.pump();
    if (this.#isDrained && this.#end) viewer.sendExit(this.#end);
  }

  acknowledge(viewer: Viewer, offset: number): void {
    viewer.acknowledge(offset);
    this.#catchUp(viewer);
    this.pump(viewer);
    this.#pace();
  }

  /** A viewer's room for the terminal, which counts while it is visible. Answers the size in force. */
  setViewerSize(viewer: Viewer, { visible, cols, rows, colors }: ViewerRoom): TerminalSize {
    if (colors && (visible || !this.#hasColors)) {
      this.#hasColors = true;
      this.#options.screens.showColors(this.channel, colors);
    }
    viewer.size = visible && cols !== undefined && rows !== undefined ? { cols, rows } : undefined;
    viewer.isVisible = visible;
    this.#fitSize();
    this.#catchUp(viewer);
    this.#pace();
    return this.#size;
  }

  #catchUp(viewer: Viewer): void {
    if (viewer.beginCatchingUp()) void this.#resync(viewer);
  }

  /**
   * Types. An input that a client repeats is typed once, and none is before the ones that the client sent earlier.
   * @throws AppError CONFLICT when the shell has ended or an earlier input is missing, TOO_LARGE when the program does not read.
   */
  write(bytes: Uint8Array, place?: InputPlace): void {
    if (place && this.#inputs.hasTaken(place)) return;
    if (!this.isRunning) throw new AppError('CONFLICT', 'This terminal has ended. Start a new one.');
    if (place) this.#inputs.expect(place);
    if (!this.#pty.write(bytes)) {
      throw new AppError('TOO_LARGE', 'The program does not read what is typed. Wait, or press Ctrl+C.');
    }
    if (place) this.#inputs.take(place);
  }

  /** Lets go of everything; its processes are ended by whoever closes the session. */
  dispose(): void {
    clearTimeout(this.#flushTimer);
    clearTimeout(this.#screenTimer);
    clearInterval(this.#patienceTimer);
    for (const viewer of this.#viewers) viewer.sendClosed(this.#end ?? HUNG_UP);
    this.#viewers.clear();
    this.#pty.dispose();
    this.#options.screens.dispose(this.channel);
  }

  #output(bytes: Uint8Array): void {
    this.#ring.append(bytes);
    this.#unsent += bytes.length;
    const gatherMs = [...this.#viewers].every(({ isBusy }) => isBusy) ? GATHER_BUSY_MS : GATHER_MS;
    if (this.#unsent >= GATHER_BYTES || performance.now() - this.#lastFlush >= gatherMs) this.#flush();
    else this.#flushTimer ??= setTimeout(() => this.#flush(), gatherMs);
    if (this.#ring.end - this.#screenPosition >= SCREEN_BYTES) this.#feedScreen();
    else this.#feedScreenLater();
  }

  #flush(): void {
    clearTimeout(this.#flushTimer);
    this.#flushTimer = undefined;
    this.#unsent = 0;
    this.#lastFlush = performance.now();
    for (const viewer of this.#viewers) {
      viewer.flush();
      this.pump(viewer);
      const isLate = viewer.state === 'live' && viewer.backlog > BACKLOG_HIGH.most;
      if (isLate && !viewer.isVisible) viewer.leaveBehind();
    }
    this.#pace();
  }

  #feedScreenLater(): void {
    this.#screenTimer ??= setTimeout(() => this.#feedScreen(), SCREEN_MS);
  }

  #feedScreen(): void {
    this.#options.screens.output(this.channel, this.#takeScreenOutput());
  }

  /** The output that the screen has not been handed. */
  #takeScreenOutput(): Uint8Array<ArrayBuffer> {
    clearTimeout(this.#screenTimer);
    this.#screenTimer = undefined;
    const bytes = new Uint8Array(this.#ring.end - this.#screenPosition);
    this.#ring.read(this.#screenPosition, bytes);
    this.#screenPosition = this.#ring.end;
    return bytes;
  }

  /** Makes the program wait, or go on, by how far the viewers and the screen are. */
  #pace(): void {
    // The fullest of the backlogs of those who look or are about to, as a share of what it may hold.
    const looking = [...this.#viewers].filter(({ isVisible, state }) => isVisible || state === 'syncing');
    const backlog = Math.max(0, ...looking.map((viewer) => viewer.backlog / backlogHigh(viewer)));
    const unsettled = this.#options.screens.unsettled(this.channel);
    const mustWait = this.#isPaused
      ? backlog > 1 / 3 || unsettled > SCREEN_LOW
      : backlog > 1 || unsettled > SCREEN_HIGH;
    if (mustWait === this.#isPaused) return;
    this.#isPaused = mustWait;
    if (mustWait) this.#pty.pause();
    else this.#pty.resume();
  }

  #leaveSlowBehind(): void {
    const viewers = [...this.#viewers];
    const someoneWaits =
      this.#isPaused && viewers.some(({ state, backlog }) => state === 'live' && backlog === 0);
    for (const viewer of viewers) {
      const isSlow = someoneWaits && viewer.backlog >= BACKLOG_SLOW;
      if (viewer.patience.isOver(isSlow) && viewer.state === 'live') viewer.leaveBehind();
    }
    this.#pace();
  }

  async #resync(viewer: Viewer): Promise<void> {
    try {
      const snapshot = await this.snapshot();
      if (!this.#viewers.has(viewer)) return;
      viewer.resync(snapshot);
    } catch (error) {
      log('a viewer could not be synchronised', error);
      // What can be shown no more holds nobody up.
      this.detach(viewer);
      return;
    }
    this.pump(viewer);
    this.#pace();
  }

  /** The screen after all output so far. */
  async snapshot(): Promise<Snapshot> {
    if (this.#finalSnapshot) return this.#finalSnapshot;
    this.#feedScreen();
    return this.#options.screens.snapshot(this.channel);
  }

  #fitSize(): void {
    const sizes = [...this.#viewers].flatMap(({ size }) => size ?? []);
    if (sizes.length === 0 || this.#isDrained) return;
    const cols = Math.min(...sizes.map((size) => size.cols));
    const rows = Math.min(...sizes.map((size) => size.rows));
    if (cols === this.#size.cols && rows === this.#size.rows) return;
    this.#size = { cols, rows };
    this.#feedScreen();
    this.#options.screens.resize(this.channel, this.#size);
    this.#resizedAt = this.#ring.end;
    for (const viewer of this.#viewers) viewer.resized(this.#size);
    this.#pty.resize(cols, rows);
  }

  /** All output is read: what remains is its last screen, which costs less than a living one. */
  #drained(): void {
    this.#isDrained = true;
    this.#finalSnapshot = this.snapshot();
    this.#finalSnapshot.then(
      () => this.#options.screens.dispose(this.channel),
      () => {},
    );
    this.#flush();
  }
}

function backlogHigh({ windowBytes }: Viewer): number {
  return Math.min(BACKLOG_HIGH.most, Math.max(BACKLOG_HIGH.least, windowBytes / 4));
}
