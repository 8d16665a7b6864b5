import type { AgentEvent } from '@berth/protocol/agent-event';
import type { WebSocket } from 'ws';

/** Bytes a reader of events may be behind before it is disconnected; it reads the state anew when it returns. */
const MAX_BEHIND_BYTES = 4 * 1024 * 1024;

/** Hands the agent's events to every connected server. */
export class EventHub {
  readonly #sockets = new Set<WebSocket>();
  readonly #greetings: (() => AgentEvent)[] = [];

  /** Every connection that opens is told this first: state that is otherwise told only when it changes. */
  greet(greeting: () => AgentEvent): void {
    this.#greetings.push(greeting);
  }

  add(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify({ type: 'ready' } satisfies AgentEvent));
    for (const greeting of this.#greetings) socket.send(JSON.stringify(greeting()));
  }

  emit(event: AgentEvent): void {
    const text = JSON.stringify(event);
    for (const socket of this.#sockets) {
      if (socket.bufferedAmount > MAX_BEHIND_BYTES) socket.terminate();
      else socket.send(text);
    }
  }

  /** True while anybody listens. */
  get observed(): boolean {
    return this.#sockets.size > 0;
  }
}
