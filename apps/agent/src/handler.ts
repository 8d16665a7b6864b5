import type { Call, StreamCall } from '@berth/protocol/call';
import type { z } from 'zod';
import type { AgentContext } from './context';

export interface CallContext {
  agent: AgentContext;
  /** Aborted when the server gives the call up. */
  signal: AbortSignal;
}

export interface StreamContext<E> extends CallContext {
  /** Reports progress; resolves when the reader has taken it, which paces the work. */
  report(event: E): Promise<void>;
}

export type Handler<C extends Call> = (
  input: z.output<C['input']>,
  context: CallContext,
) => Promise<z.input<C['output']>>;

export type StreamHandler<C extends StreamCall> = (
  input: z.output<C['input']>,
  context: StreamContext<z.input<C['event']>>,
) => Promise<z.input<C['output']>>;

/** One handler for every call of a capability: a call without a handler does not compile. */
export type Handlers<T extends Record<string, Call>> = { [N in keyof T]: Handler<T[N]> };
export type StreamHandlers<T extends Record<string, StreamCall>> = { [N in keyof T]: StreamHandler<T[N]> };
