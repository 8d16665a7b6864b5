import type { ServerEventName, ServerEventPayload } from '@berth/protocol/socket';
import type { Server } from 'socket.io';

export const projectRoom = (projectId: string): string => `project:${projectId}`;
export const chatRoom = (sessionId: string): string => `chat:${sessionId}`;

/** An event with its payload. */
interface Event<N extends ServerEventName> {
  name: N;
  payload: ServerEventPayload<N>;
}

/** Sends server events; each is typed by its schema. */
export class Broadcast {
  readonly #io: Server;

  constructor(io: Server) {
    this.#io = io;
  }

  /** To every signed-in client. */
  everyone<N extends ServerEventName>(name: N, payload: ServerEventPayload<N>): void {
    this.#io.emit(name, payload);
  }

  /** To the clients that subscribed to the project. */
  project<N extends ServerEventName>(projectId: string, event: Event<N>): void {
    this.#io.to(projectRoom(projectId)).emit(event.name, event.payload);
  }

  /** To the clients in any of the rooms, once each. */
  rooms<N extends ServerEventName>(rooms: string[], event: Event<N>): void {
    this.#io.to(rooms).emit(event.name, event.payload);
  }

  /** Whether any client is in any of the rooms. */
  async anybodyIn(rooms: string[]): Promise<boolean> {
    return (await this.#io.in(rooms).fetchSockets()).length > 0;
  }

  /** To the clients that have the chat session open. */
  chat<N extends ServerEventName>(sessionId: string, event: Event<N>): void {
    this.#io.to(chatRoom(sessionId)).emit(event.name, event.payload);
  }

  /** As `chat`, but a viewer whose connection is behind misses it; its `offset` shows the viewer that it did. */
  chatVolatile<N extends ServerEventName>(sessionId: string, event: Event<N>): void {
    this.#io.to(chatRoom(sessionId)).volatile.emit(event.name, event.payload);
  }
}
