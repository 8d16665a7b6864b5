import { once } from 'node:events';
import type { Berth } from '@berth/e2e/support/berth';
import { WebSocket, WebSocketServer } from 'ws';
import { type BenchTable, mb, ms, sample, summarize } from '../bench';
import { berthTerminal, connectClient } from './channel';
import { until } from './measure';

const LINES = 12_000;
const ROUNDS = 30;

/** Milliseconds of a connection and one message of that size over a bare WebSocket. */
async function bareTransfers(bytes: number): Promise<number[]> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const text = 'x'.repeat(bytes);
  server.on('connection', (socket) => socket.send(text));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  try {
    return await sample(
      async () => {
        const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
        await once(client, 'message');
        client.terminate();
      },
      { count: ROUNDS },
    );
  } finally {
    server.close();
  }
}

/** From no connection to the snapshot of a session whose scrollback is full. */
export async function attachTable(berth: Berth, projectId: string): Promise<BenchTable> {
  await using own = await berthTerminal(berth, projectId);
  const colours = `for i in $(seq ${LINES}); do printf '\\e[3%dmline %d\\e[0m of a coloured build log\\n' $((i%8)) $i; done`;
  await until(own, `${colours}; echo fi''lled\n`, 'filled');
  let bytes = 0;
  const attach = async () => {
    const socket = connectClient(berth);
    const answer = await socket
      .timeout(10_000)
      .emitWithAck('terminal_attach', { sessionId: own.sessionId, visible: false });
    if (!answer.ok) throw new Error(answer.error.message);
    bytes = Buffer.byteLength(answer.snapshot);
    socket.disconnect();
  };
  const mine = summarize(await sample(attach, { count: ROUNDS }));
  const bare = summarize(await bareTransfers(bytes));
  return {
    title: `Re-attaching to a session with full scrollback (a snapshot of ${mb(bytes)})`,
    columns: ['', 'p50', 'p95', 'samples'],
    rows: [
      ['Berth: connection, handshake, snapshot', ms(mine.p50), ms(mine.p95), mine.count],
      ['the same bytes over a bare WebSocket', ms(bare.p50), ms(bare.p95), bare.count],
    ],
    notes: [`p95 is ${ms(mine.p95)} (floor: 500 ms): ${mine.p95 < 500 ? 'met' : 'MISSED'}.`],
  };
}
