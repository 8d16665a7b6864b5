import { spawn } from 'node:child_process';
import { once } from 'node:events';

const SERVER = `
const body = 'x'.repeat(Number(process.argv[1]));
const server = require('node:http').createServer((request, response) => response.end(body));
server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

/** The least that any answer over HTTP costs: a process that answers a constant. */
export async function bareHttp(text: string) {
  const child = spawn(process.execPath, ['-e', SERVER, String(text.length)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = await once(child, 'message');
  return {
    roundTrip: async () => (await fetch(`http://127.0.0.1:${port}/`)).text(),
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
