import { AppError, type ErrorCode } from '@berth/protocol/error';
import { inProject } from '@berth/protocol/project';
import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { Services } from '../services';

export interface TrpcContext {
  services: Services;
}

const trpc = initTRPC.context<TrpcContext>().create({
  errorFormatter({ shape, error }) {
    const appError = appErrorOf(error);
    const { stack: _stack, ...data } = shape.data;
    return {
      ...shape,
      message: appError.message,
      data: { ...data, reason: appError.code, details: appError.details },
    };
  },
});

export const router = trpc.router;

/** Every procedure: what it throws becomes an AppError before any text of it can reach a client. */
export const procedure = trpc.procedure.use(async ({ ctx, next, path, signal }) => {
  const result = await next();
  if (result.ok) return result;
  const isGivenUp = signal?.aborted && result.error.cause === signal.reason;
  if (!isGivenUp && appErrorOf(result.error).code === 'INTERNAL') {
    ctx.services.log.error({ err: result.error.cause ?? result.error, path }, 'a procedure failed');
  }
  if (result.error.cause instanceof AppError) throw toTrpcError(result.error.cause);
  return result;
});

/** A procedure of one project, which exists. */
export const projectProcedure = procedure.input(inProject).use(({ ctx, input, next }) => {
  ctx.services.projects.get(input.projectId);
  return next();
});

function appErrorOf(error: TRPCError): AppError {
  if (error.cause instanceof AppError || error.cause instanceof z.ZodError) return AppError.from(error.cause);
  switch (error.code) {
    case 'BAD_REQUEST':
    case 'PARSE_ERROR':
    case 'METHOD_NOT_SUPPORTED':
    case 'UNSUPPORTED_MEDIA_TYPE':
      return new AppError('INVALID_INPUT', error.message);
    case 'NOT_FOUND':
      return new AppError('NOT_FOUND', error.message);
    case 'PAYLOAD_TOO_LARGE':
      return new AppError('TOO_LARGE', 'The request is too large.');
    default:
      return AppError.from(error.cause ?? error);
  }
}

const trpcCodes = {
  INVALID_INPUT: 'BAD_REQUEST',
  UNAUTHORIZED: 'UNAUTHORIZED',
  NOT_FOUND: 'NOT_FOUND',
  ALREADY_EXISTS: 'CONFLICT',
  CONFLICT: 'CONFLICT',
  PATH_OUTSIDE_PROJECT: 'BAD_REQUEST',
  NOT_A_REPOSITORY: 'PRECONDITION_FAILED',
  GIT_FAILED: 'UNPROCESSABLE_CONTENT',
  GIT_AUTH_REQUIRED: 'UNPROCESSABLE_CONTENT',
  TERMINAL_LIMIT: 'TOO_MANY_REQUESTS',
  TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  NOT_A_FILE: 'BAD_REQUEST',
  WORKSPACE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  UNSUPPORTED_IMAGE: 'UNPROCESSABLE_CONTENT',
  STORAGE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, TRPCError['code']>;

/** An AppError as tRPC throws it. */
export function toTrpcError(appError: AppError): TRPCError {
  return new TRPCError({ code: trpcCodes[appError.code], message: appError.message, cause: appError });
}
