import { chatRoom } from '../socket/broadcast';
import type { SocketHandlers } from '../socket/handlers';

/** Sessions one client may have open at a time. */
const MAX_SUBSCRIPTIONS = 50;

export const chatSocketHandlers: SocketHandlers<'chat_subscribe' | 'chat_unsubscribe'> = {
  async chat_subscribe({ sessionId }, { socket }) {
    const rooms = [...socket.rooms].filter((room) => room.startsWith(chatRoom('')));
    // The oldest subscription makes room: rooms are in the order they were joined.
    const [oldest] = rooms;
    if (rooms.length >= MAX_SUBSCRIPTIONS && oldest) await socket.leave(oldest);
    await socket.join(chatRoom(sessionId));
    return {};
  },
  async chat_unsubscribe({ sessionId }, { socket }) {
    await socket.leave(chatRoom(sessionId));
    return {};
  },
};
