import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { on } from '../../lib/socket';
import { historyKey } from './history-query';
import { startOutbox } from './outbox';

/** Changes of many sessions in one moment become one reading of the list. */
const GATHER_MS = 150;

/** Sends what is not saved yet, and keeps the list of sessions true, as long as a project is open. */
export function ChatBackground() {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopListening = on('chat_session_changed', () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: historyKey });
      }, GATHER_MS);
    });
    const stopSending = startOutbox();
    return () => {
      clearTimeout(timer);
      stopListening();
      stopSending();
    };
  }, [client]);
  return null;
}
