import type { ProjectStatus } from '@berth/protocol/project';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { setWatchMode } from '../features/fs/watch-mode';
import { reread } from '../lib/reread';
import { emitAck, onConnect } from '../lib/socket';
import { showError } from '../ui/toasts';
import { dropJoin, joinRoom, takeJoin } from './join-ahead';

/**
 * Joins the events of a running project, again after every reconnection and restart. Query keys of its data start
 * with `['project', projectId]`: they are invalidated on each later join, because events in between were missed.
 * `status` is undefined until it is known.
 * Answers true once the first join is over, so that no snapshot is taken before its events can arrive.
 */
export function useProjectRoom(projectId: string, status: ProjectStatus | undefined): boolean {
  const client = useQueryClient();
  const [joined, setJoined] = useState(false);
  const running = status === 'running';

  useEffect(() => {
    if (status !== undefined && status !== 'running') dropJoin();
  }, [status]);

  useEffect(() => {
    if (!running) return;
    let left = false;
    const join = async () => {
      try {
        const { watchMode } = await (takeJoin(projectId) ?? joinRoom(projectId));
        if (!left) setWatchMode(watchMode);
      } catch (error) {
        if (!left) showError('Live updates of this project are not available', error);
      }
      if (left) return;
      await reread(client, { queryKey: ['project', projectId] });
      setJoined(true);
    };
    const stopListening = onConnect(() => void join());
    return () => {
      left = true;
      stopListening();
      // A connection that is down has left every room by itself.
      emitAck('project_unsubscribe', { projectId }).catch(() => {});
    };
  }, [client, projectId, running]);

  return joined;
}
