import { z } from 'zod';

/** Every error code a client of Berth can meet; the contract of all three edges. */
export const errorCodeSchema = z.enum([
  'INVALID_INPUT',
  'UNAUTHORIZED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'CONFLICT',
  'PATH_OUTSIDE_PROJECT',
  'NOT_A_REPOSITORY',
  'GIT_FAILED',
  'GIT_AUTH_REQUIRED',
  'TERMINAL_LIMIT',
  'TOO_LARGE',
  'NOT_A_FILE',
  'WORKSPACE_UNAVAILABLE',
  'UNSUPPORTED_IMAGE',
  'STORAGE_UNAVAILABLE',
  'INTERNAL',
]);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** An error as it travels: in tRPC's error data, a Socket.IO acknowledgement or an agent's answer. */
export const errorShapeSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorShape = z.infer<typeof errorShapeSchema>;

export interface AppErrorOptions {
  /** Facts a client can act on, such as the current etag of a CONFLICT. They reach the client. */
  details?: Record<string, unknown>;
  /** What went wrong underneath. It is logged and never reaches a client. */
  cause?: unknown;
}

/** The one error type. Its message is written for the person who reads it: what is wrong and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }

  /** Anything thrown, as an AppError: unknown errors become INTERNAL without their own text. */
  static from(error: unknown): AppError {
    if (error instanceof AppError) return error;
    if (error instanceof z.ZodError) {
      return new AppError('INVALID_INPUT', describeZodError(error), { cause: error });
    }
    return new AppError('INTERNAL', 'Something went wrong inside Berth. The server log has the details.', {
      cause: error,
    });
  }

  static fromShape(shape: ErrorShape): AppError {
    return new AppError(shape.code, shape.message, { details: shape.details });
  }

  toShape(): ErrorShape {
    return { code: this.code, message: this.message, ...(this.details ? { details: this.details } : {}) };
  }
}

/** The first few problems of a failed parse, as one readable sentence. */
export function describeZodError(error: z.ZodError): string {
  const problems = error.issues.slice(0, 3).map((issue) => {
    const where = issue.path.join('.');
    return where ? `${where}: ${issue.message}` : issue.message;
  });
  return `Invalid input: ${problems.join('; ')}`;
}
