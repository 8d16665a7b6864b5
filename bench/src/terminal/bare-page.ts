import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import { WebSocketServer } from 'ws';
import { MARKING_COMMAND, type Target } from './page-marks';

const SIZE = { cols: 80, rows: 24 };
const SCRIPT = fileURLToPath(import.meta.resolve('@xterm/xterm'));
const STYLES = fileURLToPath(import.meta.resolve('@xterm/xterm/css/xterm.css'));

/** A terminal is attached when its first prompt is drawn. */
const PAGE = `<!doctype html><link rel="stylesheet" href="/xterm.css"><div></div><script src="/xterm.js"></script><script>
const terminal = new Terminal({ cols: ${SIZE.cols}, rows: ${SIZE.rows}, scrollback: 10000 });
terminal.open(document.querySelector('div'));
const socket = new WebSocket('ws://' + location.host);
socket.binaryType = 'arraybuffer';
socket.onmessage = ({ data }) => terminal.write(new Uint8Array(data));
terminal.onData((data) => socket.send(data));
terminal.parser.registerOscHandler(52, () => {
  document.querySelector('div').dataset.attached = 'true';
  navigator.clipboard.writeText('');
  return true;
});
</script>`;

/** The least that a terminal in a browser takes: xterm.js alone in a page, and a shell of its own, after `before`, over a WebSocket. */
export async function barePage(before: string): Promise<Target & AsyncDisposable> {
  const files = new Map([
    ['/', { type: 'text/html', body: Buffer.from(PAGE) }],
    ['/xterm.js', { type: 'text/javascript', body: readFileSync(SCRIPT) }],
    ['/xterm.css', { type: 'text/css', body: readFileSync(STYLES) }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': file.type }).end(file.body);
  });
  const shells = new Set<IPty>();
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.send(Buffer.from(before));
    const shell = [`PROMPT_COMMAND=${MARKING_COMMAND}`, 'bash', '--norc', '--noprofile'];
    const pty = spawn('env', shell, { ...SIZE, encoding: null });
    shells.add(pty);
    pty.onData((data) => socket.send(data));
    socket.on('message', (data) => pty.write(data.toString()));
    socket.on('close', () => pty.kill('SIGKILL'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async [Symbol.asyncDispose]() {
      for (const pty of shells) pty.kill('SIGKILL');
      server.close();
      server.closeAllConnections();
    },
  };
}
