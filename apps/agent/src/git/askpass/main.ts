import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { askpassSettings } from './env';

/**
 * The askpass program: brings git's prompt, its argument, to the agent and prints the answer. The answer passes through a pipe
 * only; it is in no argument and in no environment. A program of its own, because every prompt starts one.
 */
const { socket: socketPath, token } = askpassSettings;
const outgoing = request(
  { socketPath, method: 'POST', path: '/git/askpass', headers: { host: 'agent' } },
  async (response) => {
    const answer = await text(response);
    if (response.statusCode !== 200) process.exit(1);
    process.stdout.write(`${answer}\n`);
  },
);
outgoing.on('error', () => process.exit(1));
outgoing.end(JSON.stringify({ token, prompt: process.argv[2] ?? '' }));
