import { randomUUID } from 'node:crypto';
import { AppError } from '@berth/protocol/error';
import type { searchClientEvents, searchServerEvents } from '@berth/protocol/search';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { SocketContext, SocketHandlers } from '../socket/handlers';
import type { Workspace } from '../workspace/workspace';

/** Searches one connection runs at a time. */
const MAX_SEARCHES = 3;

type Events = typeof searchServerEvents;

/** The running searches of each connection, oldest first. */
const searches = new WeakMap<Socket, Map<string, AbortController>>();

export const searchSocketHandlers: SocketHandlers<keyof typeof searchClientEvents> = {
  async search_start({ projectId, ...query }, context) {
    const searchId = randomUUID();
    const controller = admit(context.socket, searchId);
    try {
      const workspace = await context.services.workspaces.running(projectId);
      // The results come after the acknowledgement that names them.
      setImmediate(() => void run(context, { searchId, controller, workspace, query }));
      return { searchId };
    } catch (error) {
      searches.get(context.socket)?.delete(searchId);
      throw error;
    }
  },
  search_cancel({ searchId }, { socket }) {
    searches.get(socket)?.get(searchId)?.abort();
    return {};
  },
};

interface Search {
  searchId: string;
  controller: AbortController;
  workspace: Workspace;
  query: Parameters<Workspace['stream']>[1];
}

async function run({ services, socket }: SocketContext, search: Search): Promise<void> {
  const { searchId, workspace, query, controller } = search;
  const { signal } = controller;
  const tell = <N extends keyof Events>(name: N, payload: z.input<Events[N]>) => socket.emit(name, payload);
  const started = performance.now();
  const seen = { matches: 0, files: new Set<string>() };
  try {
    const summary = await workspace.stream('search.text', query as never, {
      signal,
      onEvent: ({ matches }) => {
        if (signal.aborted) return;
        seen.matches += matches.length;
        for (const { path } of matches) seen.files.add(path);
        tell('search_results', { searchId, matches });
      },
    });
    tell('search_done', { searchId, ...summary, cancelled: false });
  } catch (error) {
    if (signal.aborted) {
      const durationMs = performance.now() - started;
      const { matches, files } = seen;
      tell('search_done', {
        searchId,
        matches,
        files: files.size,
        durationMs,
        truncated: true,
        cancelled: true,
      });
      return;
    }
    const appError = AppError.from(error);
    if (appError.code === 'INTERNAL') services.log.error({ err: error }, 'a search failed');
    tell('search_failed', { searchId, error: appError.toShape() });
  } finally {
    searches.get(socket)?.delete(searchId);
  }
}

/** Counts a search in; the oldest gives way, and the connection's end ends them all. */
function admit(socket: Socket, searchId: string): AbortController {
  let running = searches.get(socket);
  if (!running) {
    const created = new Map<string, AbortController>();
    socket.on('disconnect', () => {
      for (const controller of created.values()) controller.abort();
    });
    searches.set(socket, created);
    running = created;
  }
  const controller = new AbortController();
  running.set(searchId, controller);
  const [oldest] = running.entries();
  if (running.size > MAX_SEARCHES && oldest) {
    running.delete(oldest[0]);
    oldest[1].abort();
  }
  return controller;
}
