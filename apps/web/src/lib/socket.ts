import { AppError, errorShapeSchema } from '@berth/protocol/error';
import type {
  ClientEventInput,
  ClientEventName,
  ClientEventOutput,
  ServerEventName,
  ServerEventPayload,
} from '@berth/protocol/socket';
import { io, type Socket } from 'socket.io-client';
import { unreachable } from './errors';

/** Answers the server's own acknowledgement request, where an event has one (paced downloads). */
export type Acknowledge = (answer?: unknown) => void;
export type ServerEventListener<N extends ServerEventName> = (
  payload: ServerEventPayload<N>,
  acknowledge?: Acknowledge,
) => void;

export interface EmitOptions {
  /** Milliseconds until the acknowledgement is given up. */
  timeoutMs?: number;
}

const ACK_TIMEOUT_MS = 15_000;

let connection: Socket | undefined;

/** The one connection of this page, opened on first use. */
export function socket(): Socket {
  connection ??= io({
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 4_000,
    randomizationFactor: 0.4,
  });
  return connection;
}

/**
 * Sends an event and waits for its acknowledgement. Throws the server's error, or an unreachable one when the
 * connection is down or silent: an event is never queued for later, so it cannot take effect twice.
 */
export async function emitAck<N extends ClientEventName>(
  name: N,
  input: ClientEventInput<N>,
  options: EmitOptions = {},
): Promise<ClientEventOutput<N>> {
  const current = socket();
  if (!current.connected) throw unreachable();
  let answer: unknown;
  try {
    answer = await current.timeout(options.timeoutMs ?? ACK_TIMEOUT_MS).emitWithAck(name, input);
  } catch (cause) {
    throw unreachable(cause);
  }
  return readAck<ClientEventOutput<N>>(answer);
}

/** Sends an event whose answer does not matter, such as a drawing credit. Dropped while the connection is down. */
export function send<N extends ClientEventName>(name: N, input: ClientEventInput<N>): void {
  const current = socket();
  if (current.connected) current.emit(name, input);
}

/** Listens to a server event; the returned function stops listening. */
export function on<N extends ServerEventName>(name: N, listener: ServerEventListener<N>): () => void {
  const current: Socket = socket();
  current.on(name as string, listener);
  return () => {
    current.off(name as string, listener);
  };
}

/** Calls back on every connection, the first included, and at once when already connected. */
export function onConnect(listener: () => void): () => void {
  const current = socket();
  current.on('connect', listener);
  if (current.connected) listener();
  return () => {
    current.off('connect', listener);
  };
}

export function readAck<T>(answer: unknown): T {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true) return answer as T;
    const shape = errorShapeSchema.safeParse('error' in answer ? answer.error : undefined);
    if (shape.success) throw AppError.fromShape(shape.data);
  }
  throw new AppError(
    'INTERNAL',
    'The server answered something this page does not understand. Reload the page.',
  );
}
