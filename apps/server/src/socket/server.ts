import { AppError } from '@berth/protocol/error';
import { type ClientEventName, clientEvents } from '@berth/protocol/socket';
import { Server } from 'socket.io';
import type { Gate } from '../gate/gate';
import type { Services } from '../services';
import { BatchingEngine } from './batching-engine';
import { type SocketContext, socketHandlers } from './handlers';

/** Bytes of one message; a paste or a message of a larger size is refused before it is buffered. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

/** Socket.IO behind the gate: a handshake needs the cookie, or the token in `auth`. */
export function createSocketServer(gate: Gate) {
  const io = new Server({ serveClient: false, connectTimeout: 5_000 });
  const engine = new BatchingEngine({
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: 15_000,
    pingTimeout: 15_000,
    perMessageDeflate: false,
  });
  io.bind(engine);
  io.use((socket, next) => {
    const signedIn = gate.isToken(socket.handshake.auth.token) || gate.isSignedIn(socket.request);
    if (signedIn) return next();
    const error = new AppError('UNAUTHORIZED', 'Send the token: auth: { token }.');
    next(Object.assign(new Error(error.message), { data: error.toShape() }));
  });
  return { io, engine };
}

/** Registers every client event of the protocol on every connection. */
export function registerSocketHandlers(io: Server, services: Services): void {
  io.on('connection', (socket) => {
    const context: SocketContext = { services, socket };
    for (const name of Object.keys(clientEvents) as ClientEventName[]) {
      socket.on(name, (...args: unknown[]) => void dispatch(name, args, context));
    }
    socket.onAny((name: string, ...args: unknown[]) => {
      if (Object.hasOwn(clientEvents, name)) return;
      acknowledge(args, {
        ok: false,
        error: new AppError('INVALID_INPUT', `There is no event ${name.slice(0, 80)}.`).toShape(),
      });
    });
  });
}

async function dispatch(name: ClientEventName, args: unknown[], context: SocketContext): Promise<void> {
  const { log } = context.services;
  try {
    const input = clientEvents[name].input.parse(args[0]);
    const handler = socketHandlers[name] as (input: unknown, context: SocketContext) => unknown;
    const output = (await handler(input, context)) as object;
    acknowledge(args, { ok: true, ...output });
  } catch (error) {
    const appError = AppError.from(error);
    if (appError.code === 'INTERNAL') log.error({ err: error, event: name }, 'an event failed');
    acknowledge(args, { ok: false, error: appError.toShape() });
  }
}

/** Answers through the client's callback; a client that gave none asked for no answer. */
function acknowledge(args: unknown[], answer: object): void {
  const callback = args.at(-1);
  if (typeof callback === 'function') callback(answer);
}
