import type { AgentEvent } from '@berth/protocol/agent-event';
import type { WatchMode } from '@berth/protocol/fs-watch';
import type { Broadcast } from '../socket/broadcast';
import type { Workspace } from '../workspace/workspace';

interface TreeState {
  revision: number;
  watchMode: WatchMode;
}

/**
 * Numbers what agents announce of their trees and tells it to the project's subscribers. Revisions start at the server's start
 * time in milliseconds, so that one a client remembers from an earlier server is never taken for a current one.
 */
export class TreeEvents {
  readonly #broadcast: Broadcast;
  readonly #states = new Map<string, TreeState>();
  readonly #firstRevision = Date.now();

  constructor(broadcast: Broadcast) {
    this.#broadcast = broadcast;
  }

  /** Follows a workspace that came to run: whatever was read before is to be read anew. */
  follow(workspace: Workspace): void {
    workspace.onEvent((event) => this.#pass(workspace.projectId, event));
    this.#reset(workspace.projectId);
  }

  state(projectId: string): TreeState {
    let state = this.#states.get(projectId);
    if (!state) {
      state = { revision: this.#firstRevision, watchMode: 'native' };
      this.#states.set(projectId, state);
    }
    return state;
  }

  /** Forgets a deleted project. */
  forget(projectId: string): void {
    this.#states.delete(projectId);
  }

  #pass(projectId: string, event: AgentEvent): void {
    switch (event.type) {
      case 'fs_changes':
        this.#broadcast.project(projectId, {
          name: 'file_tree_update',
          payload: { projectId, revision: this.#next(projectId), changes: event.changes },
        });
        break;
      case 'ready':
      case 'fs_reset':
        this.#reset(projectId);
        break;
      case 'git_changed':
        this.#broadcast.project(projectId, { name: 'git_changed', payload: { projectId } });
        break;
      case 'fs_watch':
        this.#setMode(projectId, event.mode);
        break;
    }
  }

  #reset(projectId: string): void {
    const payload = { projectId, revision: this.#next(projectId), changes: [], reset: true };
    this.#broadcast.project(projectId, { name: 'file_tree_update', payload });
    this.#broadcast.project(projectId, { name: 'git_changed', payload: { projectId } });
  }

  #next(projectId: string): number {
    const state = this.state(projectId);
    state.revision += 1;
    return state.revision;
  }

  #setMode(projectId: string, mode: WatchMode): void {
    const state = this.state(projectId);
    if (state.watchMode === mode) return;
    state.watchMode = mode;
    this.#broadcast.project(projectId, { name: 'file_watch_mode', payload: { projectId, mode } });
  }
}
