import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@berth/protocol/error';
import { z } from 'zod';
import type { Gate } from '../gate/gate';
import { readJsonBody, sendJson } from './respond';

const signInSchema = z.object({ token: z.string().max(512) });

/** Answers `/auth/*`; false for any other path. The source has been checked; the token has not. */
export async function answerAuth(
  exchange: { request: IncomingMessage; response: ServerResponse; path: string },
  gate: Gate,
): Promise<boolean> {
  const { request, response, path } = exchange;
  switch (`${request.method} ${path}`) {
    case 'POST /auth/sign-in': {
      const { token } = signInSchema.parse(await readJsonBody(request, 2_048));
      if (!gate.isToken(token)) throw new AppError('UNAUTHORIZED', 'That token is not right.');
      response.setHeader('set-cookie', gate.cookie(true));
      sendJson(response, 200, { ok: true });
      return true;
    }
    case 'POST /auth/sign-out':
      response.setHeader('set-cookie', gate.cookie(false));
      sendJson(response, 200, { ok: true });
      return true;
    case 'GET /auth/session':
      if (!gate.isSignedIn(request)) throw new AppError('UNAUTHORIZED', 'Not signed in.');
      sendJson(response, 200, { ok: true });
      return true;
    default:
      return false;
  }
}
