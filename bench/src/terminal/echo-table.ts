import type { Berth } from '@berth/e2e/support/berth';
import type { Socket } from 'socket.io-client';
import { type BenchTable, ms, type Summary, summarize } from '../bench';
import { type BerthChannel, berthTerminal, type Channel, connectClient, type Output } from './channel';
import { echoes, until } from './measure';

const KEYS = 300;
const VIEWERS = 20;

/** Another browser that looks at a session and keeps up with it. */
async function watch(berth: Berth, sessionId: string): Promise<Socket> {
  const socket = connectClient(berth);
  socket.on('terminal_data', ({ data, offset }: Output) =>
    socket.emit('terminal_ack', { sessionId, offset: offset + data.length }),
  );
  await socket.timeout(10_000).emitWithAck('terminal_attach', { sessionId, visible: false });
  return socket;
}

/** A key until its echo: idle, beside a flood, and with many browsers on the session. */
export async function echoTable(
  { berth, projectId }: { berth: Berth; projectId: string },
  { own, pair }: { own: BerthChannel; pair: Channel },
): Promise<BenchTable> {
  const pairIdle = summarize(await echoes(pair, KEYS));
  const idle = summarize(await echoes(own, KEYS));
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => watch(berth, own.sessionId)));
  // `cat` may still read, and drop, what comes at once after the key that ends it.
  await until(own, '\x03', '$ ');
  const watched = summarize(await echoes(own, KEYS));
  for (const viewer of viewers) viewer.disconnect();
  await using flood = await berthTerminal(berth, projectId);
  await using beside = await berthTerminal(berth, projectId);
  flood.type('yes\n');
  const flooded = summarize(await echoes(beside, KEYS));
  const above = idle.p50 - pairIdle.p50;
  const row = (what: string, { p50, p99, count }: Summary) => [what, ms(p50), ms(p99), count];
  return {
    title: 'A key until its echo',
    columns: ['', 'p50', 'p99', 'samples'],
    rows: [
      row('a bare pty over a bare WebSocket, idle', pairIdle),
      row('Berth, idle', idle),
      row(`Berth, ${VIEWERS} more browsers on the session`, watched),
      row('Berth, beside a terminal that floods', flooded),
    ],
    notes: [
      `Idle p50 is ${ms(above)} above the pair (floor: 1 ms): ${above <= 1 ? 'met' : 'MISSED'}.`,
      `Beside a flood p99 is ${ms(flooded.p99)} (floor: 20 ms): ${flooded.p99 < 20 ? 'met' : 'MISSED'}.`,
    ],
  };
}
