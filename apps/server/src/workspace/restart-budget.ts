import { AppError } from '@berth/protocol/error';

/** Restarts a workspace gets within the window before it counts as broken. */
const MAX_RESTARTS = 3;
const WINDOW_MS = 5 * 60_000;

/** Bounds how often a workspace that dies is started again, and remembers why it died. */
export class RestartBudget {
  readonly #ends = new Map<string, { times: number[]; reason: string }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Counts one death; whether the workspace may be started again. */
  take(projectId: string, reason: string): boolean {
    const times = [...this.#recent(projectId), this.#now()];
    this.#ends.set(projectId, { times, reason });
    return times.length <= MAX_RESTARTS;
  }

  /** Why the workspace was restarted last, while that is recent. */
  lastReason(projectId: string): AppError | undefined {
    if (this.#recent(projectId).length === 0) return undefined;
    const message = `The workspace was restarted: ${this.#ends.get(projectId)?.reason}`;
    return new AppError('WORKSPACE_UNAVAILABLE', message);
  }

  /** A person opened the project: the count starts anew. */
  reset(projectId: string): void {
    this.#ends.delete(projectId);
  }

  #recent(projectId: string): number[] {
    return (this.#ends.get(projectId)?.times ?? []).filter((time) => time > this.#now() - WINDOW_MS);
  }
}
