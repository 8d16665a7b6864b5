import { AppError, errorShapeSchema } from '@berth/protocol/error';
import { TRPCClientError } from '@trpc/client';
import './zod';

/** The server could not be reached at all, so the request may or may not have taken effect. */
export function unreachable(cause?: unknown): AppError {
  return new AppError(
    'INTERNAL',
    'The Berth server does not answer. Check that it is running, then try again.',
    { cause, details: { unreachable: true } },
  );
}

/** True for errors that say nothing about the request itself: the server was not there to answer. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof AppError && error.details?.unreachable === true;
}

/** True for what a project answers that nobody has opened, or that was stopped meanwhile. */
export function isProjectStopped(error: unknown): boolean {
  return error instanceof AppError && error.details?.status === 'stopped';
}

/** Anything a query, mutation or acknowledgement can throw, as the one error type. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof TRPCClientError) return fromTrpc(error);
  return AppError.from(error);
}

function fromTrpc(error: TRPCClientError<never>): AppError {
  const data: unknown = error.data;
  if (!isRecord(data)) return unreachable(error);
  const shape = errorShapeSchema.safeParse({
    code: data.reason,
    message: error.message,
    details: data.details ?? undefined,
  });
  if (!shape.success) return AppError.from(error);
  return new AppError(shape.data.code, shape.data.message, { details: shape.data.details, cause: error });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
