import type { ServerEventName, ServerEventPayload } from '@berth/protocol/socket';
import { EXIT_CODE_GONE } from '@berth/protocol/terminal-exit-code';
import type { OutputFrame } from '@berth/protocol/terminal-frames';
import type { LinkEvent } from '@berth/protocol/terminal-link';
import type { Socket } from 'socket.io';

/** Sends one client its terminal events. */
export class TerminalEmitter {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  data(sessionId: string, { data, offset }: OutputFrame): void {
    this.#emit('terminal_data', { sessionId, data: data as Uint8Array<ArrayBuffer>, offset });
  }

  event(event: Exclude<LinkEvent, { type: 'answer' | 'error' }>): void {
    const { type, ...payload } = event;
    switch (event.type) {
      case 'resized':
        this.#emit('terminal_resized', payload as typeof event);
        return;
      case 'resync':
        this.#emit('terminal_resync', payload as typeof event);
        return;
      case 'exit':
        this.#emit('terminal_exit', payload as typeof event);
        return;
      case 'closed':
        this.#emit('terminal_closed', payload as typeof event);
        return;
    }
  }

  /** The session went with its workspace. */
  gone(sessionId: string): void {
    this.#emit('terminal_exit', { sessionId, exitCode: EXIT_CODE_GONE });
  }

  detached(sessionId: string): void {
    this.#emit('terminal_detached', { sessionId });
  }

  #emit<N extends ServerEventName>(name: N, payload: ServerEventPayload<N>): void {
    this.#socket.emit(name, payload);
  }
}
