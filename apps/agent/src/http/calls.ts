import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AgentCallName, type AgentStreamName, agentCalls, agentStreams } from '@berth/protocol/agent';
import { AppError, type ErrorCode } from '@berth/protocol/error';
import type { AgentContext } from '../context';
import type { CallContext, StreamContext } from '../handler';
import { handlers, streamHandlers } from '../handlers';
import { log } from '../log';
import { readJson } from './body';

/** Bytes of one call's input: a file of 32 MiB as base64, with room for the rest. */
const MAX_INPUT_BYTES = 48 * 1024 * 1024;

type AnyHandler = (input: unknown, context: CallContext) => Promise<unknown>;
type AnyStreamHandler = (input: unknown, context: StreamContext<unknown>) => Promise<unknown>;

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  agent: AgentContext;
}

/** Runs a call whichever way it came. @throws AppError NOT_FOUND for an unknown call, and as the handler does; ZodError for its input. */
export async function runCall(name: string, input: unknown, context: CallContext): Promise<unknown> {
  if (!Object.hasOwn(agentCalls, name)) throw new AppError('NOT_FOUND', `No such call: ${name}`);
  const callName = name as AgentCallName;
  const handler = handlers[callName] as AnyHandler;
  return handler(agentCalls[callName].input.parse(input), context);
}

/** Answers `POST /call/<name>`. */
export async function answerCall(name: string, exchange: Exchange): Promise<void> {
  const { request, response, agent } = exchange;
  const input = await readJson(request, MAX_INPUT_BYTES);
  const output = await runCall(name, input, { agent, signal: abortSignal(response) });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(output));
}

/** Answers `POST /stream/<name>`: events, then the result or the error, one JSON object a line. */
export async function answerStream(name: string, exchange: Exchange): Promise<void> {
  const { request, response, agent } = exchange;
  if (!Object.hasOwn(agentStreams, name)) throw new AppError('NOT_FOUND', `No such stream: ${name}`);
  const streamName = name as AgentStreamName;
  const input = agentStreams[streamName].input.parse(await readJson(request, MAX_INPUT_BYTES));
  const handler = streamHandlers[streamName] as unknown as AnyStreamHandler;
  const signal = abortSignal(response);
  response.setHeader('content-type', 'application/x-ndjson');
  response.flushHeaders();
  const write = async (line: unknown): Promise<void> => {
    if (signal.aborted) return;
    if (!response.write(`${JSON.stringify(line)}\n`)) await once(response, 'drain', { signal });
  };
  try {
    const result = await handler(input, { agent, signal, report: (event) => write({ event }) });
    await write({ result });
  } catch (error) {
    if (signal.aborted) return;
    await write({ error: reportable(error).toShape() });
  } finally {
    response.end();
  }
}

/** Sends an error as the answer of a request that has not been answered yet. */
export function answerError(response: ServerResponse, error: unknown): void {
  const appError = reportable(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = statusOf(appError.code);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ error: appError.toShape() }));
}

/** An error as it may leave; what the caller cannot learn from it is logged. */
export function reportable(error: unknown): AppError {
  const appError = AppError.from(error);
  if (appError.code === 'INTERNAL') log('a call failed', error);
  return appError;
}

function abortSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function statusOf(code: ErrorCode): number {
  if (code === 'INTERNAL') return 500;
  return code === 'NOT_FOUND' ? 404 : 400;
}
