import type { TerminalAttachment, TerminalColors, TerminalSize } from '@berth/protocol/terminal';
import { EXIT_CODE_GONE } from '@berth/protocol/terminal-exit-code';
import { missingInputSchema } from '@berth/protocol/terminal-missing-input';
import { isProjectStopped, isUnreachable, toAppError } from '../../lib/errors';
import { emitAck, on, onConnect, send, socket } from '../../lib/socket';
import { type EarlyOutput, takeAttachment } from './attach-ahead';
import { DrawingQueue } from './drawing-queue';
import type { Emulator } from './emulator';
import { InputOutbox, type PendingInput } from './input-outbox';

/** Milliseconds until a failed attachment is tried again, doubled each time up to the largest. */
const RETRY_MS = { first: 250, most: 4_000 };
/** Failures in a row that a person is told of: what passes by itself is not worth it. */
const TELL_AFTER = 3;

export interface SessionEvents {
  /** The size in force, and whether another viewer makes it smaller than this one has room for. */
  onSize(size: TerminalSize, isLimited: boolean): void;
  onOutput(): void;
  onExit(end: { exitCode: number; signal?: number | undefined }): void;
  /** Whether typing reaches the session now. */
  onAttached(attached: boolean): void;
  onError(error: unknown): void;
}

/** Joins one emulator to one session: attaches, draws, acknowledges, types, and comes back after a lost connection. */
export class SessionClient {
  readonly #sessionId: string;
  readonly #emulator: Emulator;
  readonly #events: SessionEvents;
  readonly #outbox = new InputOutbox();
  readonly #drawing: DrawingQueue;
  readonly #disposers: (() => void)[] = [];
  /** All before this has been handed to the emulator; undefined before the first attachment. */
  #next: number | undefined;
  #attached = false;
  #isReplaying = false;
  #attempt = 0;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #hasTyped = false;
  /** The shell has ended: there is nothing left that reads what is typed. */
  #isOver = false;
  /** What arrives while an attachment is under way. */
  #early: EarlyOutput[] = [];
  #room: TerminalSize | undefined;
  #visible = false;
  #colors: TerminalColors;
  /** The server knows this view's size: a smaller one in force is another viewer's. */
  #roomIsKnown = false;

  constructor(sessionId: string, emulator: Emulator, events: SessionEvents) {
    this.#sessionId = sessionId;
    this.#emulator = emulator;
    this.#colors = emulator.colors;
    this.#events = events;
    const ours =
      <T extends { sessionId: string }>(handle: (payload: T) => void) =>
      (payload: T): void => {
        if (payload.sessionId === sessionId) handle(payload);
      };
    const { terminal } = emulator;
    this.#drawing = new DrawingQueue((data, onRead) => terminal.write(data, onRead));
    const typed = terminal.onData((data) => this.type(data));
    const binary = terminal.onBinary((data) =>
      this.type(Uint8Array.from(data, (char) => char.charCodeAt(0))),
    );
    const lost = (): void => this.#setAttached(false);
    socket().on('disconnect', lost);
    this.#disposers.push(
      () => typed.dispose(),
      () => binary.dispose(),
      () => socket().off('disconnect', lost),
      on(
        'terminal_data',
        ours(({ data, offset }) => this.#receive(new Uint8Array(data), offset)),
      ),
      on(
        'terminal_resized',
        ours((size) => this.#applySize(size)),
      ),
      on(
        'terminal_resync',
        ours(({ snapshot, offset, ...size }) => this.#replay(snapshot, offset, size)),
      ),
      on(
        'terminal_exit',
        ours((end) => {
          this.#isOver = end.exitCode !== EXIT_CODE_GONE;
          events.onExit(end);
        }),
      ),
      on(
        'terminal_detached',
        ours(() => void this.#attach()),
      ),
    );
  }

  /** Attaches, now and after every lost connection. What `show` has told before is known to the session from the start. */
  join(): void {
    this.#disposers.push(onConnect(() => void this.#attach()));
  }

  /** Whether a person has typed into the session on this page. */
  get hasTyped(): boolean {
    return this.#hasTyped;
  }

  /** Attaches now where that has failed. */
  retry(): void {
    if (!this.#attached && this.#failures > 0 && socket().connected) void this.#attach();
  }

  /** Types, now or as soon as the session can be reached. */
  type(data: string | Uint8Array): void {
    if (data.length === 0 || this.#isOver || (this.#isReplaying && isFocusReport(data))) return;
    if (!isFocusReport(data)) this.#hasTyped = true;
    const pieces = this.#outbox.add(data);
    if (this.#attached) for (const piece of pieces) this.#send(piece);
  }

  /** Tells how much room this view has, whether it is looked at and in which colours it is drawn. */
  show(room: TerminalSize | undefined, visible: boolean): void {
    const { colors } = this.#emulator;
    const isSame =
      room?.cols === this.#room?.cols &&
      room?.rows === this.#room?.rows &&
      visible === this.#visible &&
      colors === this.#colors;
    this.#colors = colors;
    if (!isSame) this.#room = room ?? this.#room;
    this.#visible = visible;
    if (isSame) return;
    this.#roomIsKnown = false;
    this.#tellRoom();
  }

  #tellRoom(): void {
    if (!this.#attached || !this.#room) return;
    const room = this.#room;
    const visible = this.#visible;
    const attempt = this.#attempt;
    const colors = this.#colors;
    emitAck('terminal_resize', { sessionId: this.#sessionId, ...room, visible, colors }).then(
      (size) => {
        if (attempt !== this.#attempt || room !== this.#room || visible !== this.#visible) return;
        this.#roomIsKnown = true;
        this.#applySize(size);
      },
      () => {},
    );
  }

  /** Lets go of the session, which runs on. */
  dispose(): void {
    this.#attempt++;
    clearTimeout(this.#retryTimer);
    for (const dispose of this.#disposers) dispose();
    this.#drawing.dispose();
    send('terminal_detach', { sessionId: this.#sessionId });
  }

  async #attach(): Promise<void> {
    const attempt = ++this.#attempt;
    clearTimeout(this.#retryTimer);
    this.#setAttached(false);
    this.#roomIsKnown = false;
    const ahead = this.#next === undefined ? takeAttachment(this.#sessionId) : undefined;
    this.#early = ahead?.early ?? [];
    const room = this.#room;
    const visible = this.#visible;
    try {
      const attached = await (ahead?.answer ?? this.#askToAttach());
      if (attempt !== this.#attempt) return;
      this.#roomIsKnown = !ahead && room !== undefined && room === this.#room && visible === this.#visible;
      if (!attached.resumed) this.#replay(attached.snapshot, attached.offset, attached);
      else this.#applySize(attached);
      this.#setAttached(true);
      this.#failures = 0;
      // The view may have got its size, or been hidden, while the attachment was under way.
      if (!this.#roomIsKnown) this.#tellRoom();
      for (const { data, offset } of this.#early) this.#receive(data, offset);
      this.#early = [];
      for (const input of this.#outbox.pending) this.#send(input);
    } catch (error) {
      if (attempt === this.#attempt && socket().connected) this.#failed(error);
    }
  }

  #askToAttach(): Promise<TerminalAttachment> {
    return emitAck('terminal_attach', {
      sessionId: this.#sessionId,
      visible: this.#visible,
      colors: this.#colors,
      ...this.#room,
      ...(this.#next === undefined ? {} : { since: this.#next }),
    });
  }

  /** A session that is gone does not come back; a stopped project is waited for; anything else may pass. */
  #failed(error: unknown): void {
    const isGone = toAppError(error).code === 'NOT_FOUND';
    this.#failures++;
    if (isGone || this.#failures === TELL_AFTER) this.#events.onError(error);
    if (isGone || isProjectStopped(error)) return;
    const delay = Math.min(RETRY_MS.first * 2 ** (this.#failures - 1), RETRY_MS.most);
    this.#retryTimer = setTimeout(() => this.retry(), delay);
  }

  #receive(data: Uint8Array, offset: number): void {
    if (!this.#attached || this.#next === undefined) {
      this.#early.push({ data, offset });
      return;
    }
    const end = offset + data.length;
    if (end <= this.#next) return;
    if (offset > this.#next) {
      void this.#attach();
      return;
    }
    const news = data.subarray(this.#next - offset);
    this.#next = end;
    this.#drawing.add(news, () => send('terminal_ack', { sessionId: this.#sessionId, offset: end }));
    this.#events.onOutput();
  }

  #replay(snapshot: string, offset: number, size: TerminalSize): void {
    this.#next = offset;
    this.#isReplaying = true;
    this.#applySize(size);
    this.#drawing.add(snapshot, () => {
      this.#isReplaying = false;
    });
  }

  #applySize({ cols, rows }: TerminalSize): void {
    const { terminal } = this.#emulator;
    // What was sent before the size changed is drawn in the old one.
    this.#drawing.add('', () => {
      if (terminal.cols !== cols || terminal.rows !== rows) terminal.resize(cols, rows);
    });
    const room = this.#visible && this.#roomIsKnown ? this.#room : undefined;
    this.#events.onSize({ cols, rows }, room !== undefined && (cols < room.cols || rows < room.rows));
  }

  #send(input: PendingInput): void {
    const { clientId } = this.#outbox;
    const { seq, data } = input;
    const attempt = this.#attempt;
    emitAck('terminal_data', { sessionId: this.#sessionId, data: data as string, clientId, seq }).then(
      () => this.#outbox.confirm(input),
      (error: unknown) => {
        // An attachment sends again what was on its way before it.
        if (attempt === this.#attempt && this.#outbox.pending.includes(input)) this.#unsent(error);
      },
    );
  }

  /** A lost connection, also one that nobody has noticed yet, keeps the input for the next one; a refusal is final. */
  #unsent(error: unknown): void {
    const { code, details } = toAppError(error);
    if (!this.#attached || isUnreachable(error) || code === 'WORKSPACE_UNAVAILABLE') return;
    const missing = missingInputSchema.safeParse(details);
    if (missing.success) {
      this.#outbox.missing(missing.data.missingInput);
      void this.#attach();
    } else {
      this.#outbox.giveUp();
      this.#events.onError(error);
    }
  }

  #setAttached(attached: boolean): void {
    this.#attached = attached;
    this.#events.onAttached(attached);
  }
}

/** What the emulator says by itself when it gets or loses the focus, or a snapshot switches such reports on. */
function isFocusReport(data: string | Uint8Array): boolean {
  return data === '\x1b[I' || data === '\x1b[O';
}
