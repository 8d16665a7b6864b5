/** Disposes of what it was given, last first, each whatever the others do. (Node 20 has no AsyncDisposableStack.) */
export class DisposalStack implements AsyncDisposable {
  #owned: (() => unknown)[] = [];

  defer(dispose: () => unknown): void {
    this.#owned.push(dispose);
  }

  use<T extends AsyncDisposable>(resource: T): T {
    this.defer(() => resource[Symbol.asyncDispose]());
    return resource;
  }

  /** Hands everything to a new owner; this stack is empty then. */
  move(): DisposalStack {
    const next = new DisposalStack();
    next.#owned = this.#owned;
    this.#owned = [];
    return next;
  }

  /** @throws AggregateError with what went wrong, after everything has been disposed of. */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (let dispose = this.#owned.pop(); dispose; dispose = this.#owned.pop()) {
      try {
        await dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Something could not be disposed of.');
  }
}
