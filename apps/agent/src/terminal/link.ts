import { AppError } from '@berth/protocol/error';
import { readInputFrame } from '@berth/protocol/terminal-frames';
import {
  type LinkAttached,
  type LinkCreated,
  type LinkEvent,
  type LinkRequest,
  linkRequestSchema,
} from '@berth/protocol/terminal-link';
import type { RawData, WebSocket } from 'ws';
import { log } from '../log';
import type { Session, ViewerRoom } from './session';
import type { Sessions } from './sessions';
import type { Outlet, Viewer } from './viewer';

/** Milliseconds for which confirmations of input wait, so that none goes out before the echo of its key. */
const CONFIRM_MS = 4;

type Request<T extends LinkRequest['type']> = Extract<LinkRequest, { type: T }>;

/** One client of the server: what it looks at, and what it types. It looks no more when the connection ends. */
export class Link {
  readonly #socket: WebSocket;
  readonly #sessions: Sessions;
  readonly #viewers = new Map<string, { session: Session; viewer: Viewer }>();
  readonly #outlet: Outlet;
  readonly #confirmed: number[] = [];
  #confirmTimer: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, sessions: Sessions) {
    this.#socket = socket;
    this.#sessions = sessions;
    this.#outlet = {
      sendFrame: (frame) => socket.send(frame),
      sendEvent: (event) => {
        // A session that is gone, and all the output it kept, is held by nobody.
        if (event.type === 'closed') this.#viewers.delete(event.sessionId);
        this.#send(event);
      },
    };
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(this.#confirmTimer);
      for (const { session, viewer } of this.#viewers.values()) session.detach(viewer);
      this.#viewers.clear();
    });
  }

  #send(event: LinkEvent): void {
    this.#socket.send(JSON.stringify(event));
  }

  #confirm(id: number): void {
    this.#confirmed.push(id);
    this.#confirmTimer ??= setTimeout(() => {
      this.#confirmTimer = undefined;
      for (const each of this.#confirmed.splice(0)) this.#send({ type: 'answer', id: each, value: {} });
    }, CONFIRM_MS);
  }

  #receive(data: RawData, isBinary: boolean): void {
    try {
      if (isBinary) this.#input(data as Buffer);
      else this.#request(linkRequestSchema.parse(JSON.parse(String(data))));
    } catch (error) {
      log('a message of the server was not understood', error);
      this.#socket.terminate();
    }
  }

  #input(frame: Buffer): void {
    const { header, data } = readInputFrame(frame);
    const { id, sessionId, clientId, seq } = header;
    try {
      const place = clientId !== undefined && seq !== undefined ? { clientId, seq } : undefined;
      this.#sessions.get(sessionId).write(data, place);
      this.#confirm(id);
    } catch (error) {
      this.#refuse(id, error);
    }
  }

  #request(request: LinkRequest): void {
    switch (request.type) {
      case 'create':
        this.#answer(request.id, () => this.#create(request));
        return;
      case 'attach':
        this.#answer(request.id, () => this.#attach(request));
        return;
      case 'detach':
        this.#answer(request.id, () => this.#detach(request.sessionId));
        return;
      case 'resize':
        this.#answer(request.id, () => this.#resize(request));
        return;
      case 'ack': {
        const attached = this.#viewers.get(request.sessionId);
        attached?.session.acknowledge(attached.viewer, request.offset);
        return;
      }
    }
  }

  #answer(id: number, work: () => unknown): void {
    const run = async (): Promise<void> => {
      const value = await work();
      this.#send({ type: 'answer', id, value });
    };
    run().catch((error: unknown) => this.#refuse(id, error));
  }

  #refuse(id: number, error: unknown): void {
    const appError = AppError.from(error);
    if (appError.code === 'INTERNAL') log('a terminal request failed', error);
    this.#send({ type: 'error', id, error: appError.toShape() });
  }

  async #create(request: Request<'create'>): Promise<LinkCreated> {
    const session = await this.#sessions.create(request);
    const viewer = session.addViewer(this.#outlet);
    session.setViewerSize(viewer, request);
    this.#keep(session, viewer);
    const terminal = await session.describe();
    this.#goLive({ session, viewer, offset: 0 });
    return { terminal, channel: session.channel };
  }

  async #attach(request: Request<'attach'>): Promise<LinkAttached> {
    const session = this.#sessions.get(request.sessionId);
    const { cols, rows, visible, colors, since } = request;
    const room = { visible, colors, ...(cols !== undefined && rows !== undefined ? { cols, rows } : {}) };
    this.#detach(request.sessionId);
    if (since !== undefined && session.canResume(since)) {
      const viewer = session.addViewer(this.#outlet);
      this.#keep(session, viewer);
      const terminal = await session.describe();
      this.#goLive({ session, viewer, offset: since, room });
      return { ...terminal, snapshot: '', offset: since, resumed: true, channel: session.channel };
    }
    const viewer = session.addViewer(this.#outlet);
    this.#keep(session, viewer);
    const { text, ...drawn } = await session.snapshot().catch((error: unknown) => {
      // A viewer that waits for its screen makes the program wait.
      session.detach(viewer);
      throw error;
    });
    const terminal = await session.describe();
    this.#goLive({ session, viewer, offset: drawn.offset, room });
    return { ...terminal, ...drawn, snapshot: text, resumed: false, channel: session.channel };
  }

  /** Sends the viewer what is behind `offset`, once the answer under way has been sent; nothing when another one took its place. */
  #goLive(start: { session: Session; viewer: Viewer; offset: number; room?: ViewerRoom }): void {
    const { session, viewer, offset, room } = start;
    setImmediate(() => {
      if (this.#viewers.get(session.sessionId)?.viewer !== viewer) return;
      if (room) session.setViewerSize(viewer, room);
      session.start(viewer, offset);
    });
  }

  #resize(request: Request<'resize'>): { cols: number; rows: number } {
    const attached = this.#viewers.get(request.sessionId);
    if (!attached) {
      this.#sessions.get(request.sessionId);
      throw new AppError('CONFLICT', 'Attach to the terminal first (terminal_attach).');
    }
    return attached.session.setViewerSize(attached.viewer, request);
  }

  #detach(sessionId: string): Record<string, never> {
    const attached = this.#viewers.get(sessionId);
    this.#viewers.delete(sessionId);
    attached?.session.detach(attached.viewer);
    return {};
  }

  #keep(session: Session, viewer: Viewer): void {
    this.#viewers.set(session.sessionId, { session, viewer });
    if (this.#socket.readyState !== this.#socket.OPEN) this.#detach(session.sessionId);
  }
}
