import type { ClientEventName, ClientEventOutput, ClientEvents } from '@berth/protocol/socket';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { chatSocketHandlers } from '../chat/socket-handlers';
import { gitSocketHandlers } from '../git/socket-handlers';
import { projectSocketHandlers } from '../project/socket-handlers';
import { searchSocketHandlers } from '../search/socket-handlers';
import type { Services } from '../services';
import { terminalSocketHandlers } from '../terminal/socket-handlers';
import { transferSocketHandlers } from '../transfer/socket-handlers';

export interface SocketContext {
  services: Services;
  socket: Socket;
}

export type SocketHandler<N extends ClientEventName> = (
  input: z.output<ClientEvents[N]['input']>,
  context: SocketContext,
) => Promise<ClientEventOutput<N>> | ClientEventOutput<N>;

/** Handlers for some of the events; together the capabilities' handlers cover them all. */
export type SocketHandlers<N extends ClientEventName = ClientEventName> = { [E in N]: SocketHandler<E> };

/** Every client event of the protocol has its handler here. */
export const socketHandlers: SocketHandlers = {
  ...projectSocketHandlers,
  ...chatSocketHandlers,
  ...gitSocketHandlers,
  ...terminalSocketHandlers,
  ...transferSocketHandlers,
  ...searchSocketHandlers,
};
