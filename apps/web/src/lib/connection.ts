import { errorShapeSchema } from '@berth/protocol/error';
import { create } from 'zustand';
import { sessionFetch, signInAgain } from './session';
import { socket } from './socket';

/** `offline` is a reconnection that has been failing for a while; `connecting` is the first connection of the page. */
export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'offline';

const OFFLINE_AFTER_MS = 10_000;

export const useConnection = create<{ state: ConnectionState }>(() => ({ state: 'connecting' }));

/** Follows the socket for the life of the page. `onReconnect` runs after every connection but the first. */
export function watchConnection(onReconnect: () => void): void {
  const current = socket();
  let connectedBefore = false;
  let offlineTimer: ReturnType<typeof setTimeout> | undefined;

  const set = (state: ConnectionState) => useConnection.setState({ state });
  const startOfflineTimer = () => {
    offlineTimer ??= setTimeout(() => set('offline'), OFFLINE_AFTER_MS);
  };
  const onConnected = () => {
    clearTimeout(offlineTimer);
    offlineTimer = undefined;
    set('online');
    if (connectedBefore) onReconnect();
    connectedBefore = true;
  };
  const onDisconnected = (reason: string) => {
    set('reconnecting');
    startOfflineTimer();
    // Socket.IO does not come back by itself after the server has closed the connection.
    if (reason === 'io server disconnect') current.connect();
  };
  const onFailed = (error: Error) => {
    startOfflineTimer();
    if (isRefusal(error)) signInAgain();
    else void checkSession();
  };

  current.on('connect', onConnected);
  current.on('disconnect', onDisconnected);
  current.on('connect_error', onFailed);
  if (current.connected) onConnected();
}

/** Tries now instead of at the end of the current delay. */
export function reconnectNow(): void {
  const current = socket();
  if (current.connected) return;
  current.disconnect();
  current.connect();
}

/** The server's own refusal of the handshake; what a broken transport throws has no such data. */
function isRefusal(error: Error): boolean {
  const shape = errorShapeSchema.safeParse('data' in error ? error.data : undefined);
  return shape.success && shape.data.code === 'UNAUTHORIZED';
}

/** A WebSocket that is refused before it opens does not say why; a plain request does, and a 401 leads to the sign-in page. */
async function checkSession(): Promise<void> {
  try {
    await sessionFetch('/auth/session');
  } catch {
    // The server is not there; the socket keeps trying.
  }
}
