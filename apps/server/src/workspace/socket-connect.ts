import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';

/** A connection to a unix socket. @throws AppError WORKSPACE_UNAVAILABLE. */
export function connectSocket(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    const fail = (cause: Error) => {
      reject(
        new AppError('WORKSPACE_UNAVAILABLE', 'The workspace does not answer. Open the project again.', {
          cause,
        }),
      );
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

/** Resolves when something listens on the socket. Waits until the signal aborts, with which it then rejects. */
export async function waitForSocket(path: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const socket = await connectSocket(path);
      socket.destroy();
      return;
    } catch {
      await delay(10, undefined, { signal });
    }
  }
}
