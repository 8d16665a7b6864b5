import type { TerminalEnd, TerminalSize } from '@berth/protocol/terminal';
import { writeOutputHeader } from '@berth/protocol/terminal-frames';
import { type LinkEvent, OUTPUT_HEADER_BYTES } from '@berth/protocol/terminal-link';
import type { OutputRing } from './output-ring';
import { Patience } from './patience';
import type { Snapshot } from './screen/screen-messages';
import { SendWindow } from './send-window';

/**
 * Bytes of output in one frame: a quarter of the viewer's window within these bounds. Each costs a message on every hop and an
 * acknowledgement back, so a client that has a frame to draw already is sent full ones.
 */
const FRAME_BYTES = { least: 8 * 1024, most: 64 * 1024 };

/** Where a viewer's messages go. */
export interface Outlet {
  sendFrame(frame: Uint8Array): void;
  sendEvent(event: LinkEvent): void;
}

export interface ViewerOptions {
  sessionId: string;
  channel: number;
  ring: OutputRing;
  outlet: Outlet;
}

/**
 * One client that looks at a session. `syncing`: a snapshot is being made for it; `live`: it is sent every byte; `behind`: it made others
 * wait for too long, or is not looked at and was not fast enough, and is sent nothing until it has acknowledged everything and is visible.
 */
export class Viewer {
  readonly patience = new Patience();
  /** The size it has room for; undefined while it has no say. */
  size: TerminalSize | undefined;
  /** The program waits for it. Browsers give a page that is covered a turn a second, then one a minute. */
  isVisible = true;
  readonly #options: ViewerOptions;
  #state: 'syncing' | 'live' | 'behind' = 'syncing';
  #window: SendWindow;
  #resizes: (TerminalSize & { position: number })[] = [];
  #exitSent = false;

  constructor(options: ViewerOptions) {
    this.#options = options;
    this.#window = new SendWindow(options.ring.end);
  }

  get state(): 'syncing' | 'live' | 'behind' {
    return this.#state;
  }

  /** Bytes of output this viewer has not been sent though it should be. */
  get backlog(): number {
    return this.#state === 'behind' ? 0 : this.#options.ring.end - this.#window.sentEnd;
  }

  /** Bytes that may be on their way to it: the more, the faster it draws. */
  get windowBytes(): number {
    return this.#window.limit;
  }

  /** Goes live from `offset` on: what is before is drawn already or in a snapshot. */
  start(offset: number): void {
    this.#window.restart(offset);
    this.#resizes = this.#resizes.filter(({ position }) => position >= offset);
    this.#state = 'live';
  }

  /** Replaces what the client has drawn, then goes live. */
  resync(snapshot: Snapshot): void {
    const { text, ...rest } = snapshot;
    this.#options.outlet.sendEvent({
      type: 'resync',
      sessionId: this.#options.sessionId,
      snapshot: text,
      ...rest,
    });
    this.start(snapshot.offset);
  }

  leaveBehind(): void {
    this.#state = 'behind';
    this.#resizes = [];
  }

  acknowledge(offset: number): void {
    this.#window.acknowledge(offset);
  }

  /** True when the viewer was left behind, is looked at and has drawn all it was sent: it is to be synchronised. */
  beginCatchingUp(): boolean {
    if (this.#state !== 'behind' || !this.isVisible || this.#window.inFlight > 0) return false;
    this.#state = 'syncing';
    this.#window.restart(this.#options.ring.end);
    return true;
  }

  /** The session has a new size from the end of its output on. */
  resized(size: TerminalSize): void {
    this.#resizes.push({ ...size, position: this.#options.ring.end });
    this.flush();
  }

  /** It has a frame to draw, and gains nothing from less than another. */
  get isBusy(): boolean {
    return this.#window.inFlight >= this.#frameBytes;
  }

  /** Sends full frames, or anything to a viewer that is not busy, as far as the window allows. */
  pump(): void {
    this.#sendFrames({ evenSmall: false });
  }

  /** Sends what there is, as far as the window allows. */
  flush(): void {
    this.#sendFrames({ evenSmall: true });
  }

  get #frameBytes(): number {
    return Math.min(FRAME_BYTES.most, Math.max(FRAME_BYTES.least, Math.floor(this.#window.limit / 4)));
  }

  #sendFrames({ evenSmall }: { evenSmall: boolean }): void {
    if (this.#state !== 'live') return;
    const { ring, channel, outlet } = this.#options;
    for (;;) {
      this.#sendResizes();
      const position = this.#window.sentEnd;
      const until = this.#resizes[0]?.position ?? ring.end;
      const most = this.#frameBytes;
      const length = Math.min(most, until - position, this.#window.room);
      if (length <= 0 || (length < most && this.isBusy && !evenSmall)) return;
      const frame = Buffer.allocUnsafe(OUTPUT_HEADER_BYTES + length);
      writeOutputHeader(frame, channel, position);
      ring.read(position, frame.subarray(OUTPUT_HEADER_BYTES));
      outlet.sendFrame(frame);
      this.#window.send(length);
    }
  }

  /** Tells that the session ended, once all its output has been sent. */
  sendExit(end: TerminalEnd): void {
    if (this.#exitSent || this.#state === 'syncing' || this.backlog > 0) return;
    this.#exitSent = true;
    this.#options.outlet.sendEvent({ type: 'exit', sessionId: this.#options.sessionId, ...end });
  }

  /** Tells that the session is closed, and how its shell ended unless that was told already. */
  sendClosed(end: TerminalEnd): void {
    if (!this.#exitSent) {
      this.#options.outlet.sendEvent({ type: 'exit', sessionId: this.#options.sessionId, ...end });
    }
    this.#options.outlet.sendEvent({ type: 'closed', sessionId: this.#options.sessionId });
  }

  #sendResizes(): void {
    while (this.#resizes[0] && this.#resizes[0].position <= this.#window.sentEnd) {
      const { cols, rows } = this.#resizes[0];
      this.#resizes.shift();
      this.#options.outlet.sendEvent({
        type: 'resized',
        sessionId: this.#options.sessionId,
        cols,
        rows,
      });
    }
  }
}
