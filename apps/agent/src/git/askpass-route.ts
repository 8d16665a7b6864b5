import { z } from 'zod';
import { readJson } from '../http/body';
import type { RawRoute } from '../routes';
import { answerPrompt } from './credentials';

const questionSchema = z.object({ token: z.string().max(64), prompt: z.string().max(8_192) });

/** Where the askpass program that git starts brings its prompt. It waits for the answer; without one it gets status 404. */
export const askpassRoute: RawRoute = {
  method: 'POST',
  path: '/git/askpass',
  async handle({ request, response }) {
    const { token, prompt } = questionSchema.parse(await readJson(request, 64 * 1024));
    const answer = await answerPrompt(token, prompt);
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(answer ?? '');
  },
};
