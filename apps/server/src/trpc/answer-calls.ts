import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@berth/protocol/error';
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { getHTTPStatusCode } from '@trpc/server/http';
import { type TrpcContext, toTrpcError } from './init';
import { appRouter } from './router';
import { WrittenJson } from './written-json';

const PREFIX = '/trpc/';
/** Bytes of a body that is taken here; what is larger goes through tRPC's own adapter. */
const MAX_BODY_BYTES = 256 * 1024;
/** Calls of one batch. */
export const MAX_BATCH = 20;
/** How often one call may listen to its signal at the same time; beyond that the platform warns of a leak. */
const LISTENERS_PER_CALL = 4;

interface Calls {
  paths: string[];
  type: 'query' | 'mutation';
  batch: boolean;
  /** The input of a GET, as JSON; a POST has a body instead. */
  input: string | null;
}

type Answer = { result: { data: unknown } } | { error: unknown };

/** What runs a call: the context and what ends it. */
interface Running {
  context: TrpcContext;
  signal: AbortSignal;
}

/**
 * Answers ordinary calls as tRPC's own adapter would, in one write. That adapter carries every request and answer through web
 * streams, which costs more than most calls themselves. False for any other request (unknown procedures, large bodies, streams,
 * mixed batches), which is left untouched for that adapter.
 */
export function answerCalls(
  request: IncomingMessage,
  response: ServerResponse,
  context: TrpcContext,
): boolean {
  const calls = callsOf(request);
  if (!calls) return false;
  const abort = new AbortController();
  setMaxListeners(MAX_BATCH * LISTENERS_PER_CALL, abort.signal);
  response.on('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  const send = (answers: Answer[]): void => {
    if (abort.signal.aborted) return;
    // As text, which Node encodes right into what it writes.
    const texts = answers.map(write).join(',');
    const text = calls.batch ? `[${texts}]` : texts;
    response.writeHead(getHTTPStatusCode(answers as never), {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      vary: 'trpc-accept, accept',
    });
    response.end(text);
  };
  run(request, calls, { context, signal: abort.signal })
    .then(send)
    .catch((err: unknown) => {
      context.services.log.error({ err }, 'an answer could not be sent');
      response.destroy();
    });
  return true;
}

function callsOf(request: IncomingMessage): Calls | undefined {
  const { method, headers, url = '' } = request;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const isPost = method === 'POST' && Number(headers['content-length'] ?? Number.NaN) <= MAX_BODY_BYTES;
  if ((method !== 'GET' && !isPost) || (headers['trpc-accept'] ?? headers.accept) === 'application/jsonl')
    return undefined;
  const parameters = new URLSearchParams(url.slice(path.length));
  const batch = parameters.get('batch') === '1';
  const joined = path.slice(PREFIX.length);
  const paths = batch ? joined.split(',') : [joined];
  const [type, ...others] = new Set(paths.map(typeOf));
  if (paths.length > MAX_BATCH || others.length > 0) return undefined;
  if (type !== 'query' && !(type === 'mutation' && isPost)) return undefined;
  return { paths, type, batch, input: isPost ? null : (parameters.get('input') ?? '') };
}

function typeOf(path: string): string | undefined {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  return Object.hasOwn(procedures, path) ? procedures[path]?._def.type : undefined;
}

function write(answer: Answer): string {
  const data = 'result' in answer ? answer.result.data : undefined;
  return data instanceof WrittenJson ? `{"result":{"data":${data.text}}}` : JSON.stringify(answer);
}

async function run(request: IncomingMessage, calls: Calls, running: Running): Promise<Answer[]> {
  const { paths, type, batch } = calls;
  const inputs = readInputs(request, calls);
  // Each call that awaits it meets the failure.
  inputs.catch(() => {});
  return Promise.all(
    paths.map(async (path, index) => {
      let input: unknown;
      try {
        const getRawInput = async () => {
          const given = await inputs;
          input = batch ? (given as Record<number, unknown> | undefined)?.[index] : given;
          return input;
        };
        const { context: ctx, signal } = running;
        const call = { router: appRouter, path, type, ctx, signal, getRawInput, batchIndex: index };
        return { result: { data: (await callTRPCProcedure(call)) as unknown } };
      } catch (cause) {
        const error = getTRPCErrorFromUnknown(cause);
        const { _config: config } = appRouter._def;
        return { error: getTRPCErrorShape({ config, ctx: running.context, error, input, path, type }) };
      }
    }),
  );
}

async function readInputs(request: IncomingMessage, { input, batch }: Calls): Promise<unknown> {
  const text = input ?? (await readBody(request));
  const inputs = text === '' ? undefined : parse(text);
  if (batch && inputs !== undefined && (typeof inputs !== 'object' || inputs === null))
    throw notJson('The input of a batch is an object of inputs by index.');
  return inputs;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // Its length was declared, and the parser lets no more through.
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson('The input is not JSON.', cause);
  }
}

function notJson(message: string, cause?: unknown) {
  return toTrpcError(new AppError('INVALID_INPUT', message, { cause }));
}
