import type { z } from 'zod';

/** One request and its answer. Both are parsed at every edge they cross. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  input: I;
  output: O;
}

/** A long call that reports while it runs: zero or more events, then one output. */
export interface StreamCall<
  I extends z.ZodType = z.ZodType,
  E extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> extends Call<I, O> {
  event: E;
}

export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { input, output };
}

export function streamCall<I extends z.ZodType, E extends z.ZodType, O extends z.ZodType>(
  schemas: StreamCall<I, E, O>,
): StreamCall<I, E, O> {
  return schemas;
}
