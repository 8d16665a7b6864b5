import { AppError } from '@berth/protocol/error';

/** An agent that cannot be reached, or does not answer as one. */
export function unavailable(cause: unknown): AppError {
  return new AppError('WORKSPACE_UNAVAILABLE', 'The workspace does not answer. Open the project again.', {
    cause,
  });
}

/** An agent that went while it worked. */
export function stopped(cause: unknown): AppError {
  return new AppError('WORKSPACE_UNAVAILABLE', 'The workspace stopped before it was done.', { cause });
}
