import type { Berth } from '@berth/e2e/support/berth';
import { type BenchTable, ms, summarize } from '../bench';
import { barePair, berthTerminal, type Channel } from './channel';
import { until } from './measure';
import { atPace } from './reader';

const READER_BYTES_PER_SECOND = 4_000_000;
const ROUNDS = 10;
const FLOOD_MS = 1_000;

/** Milliseconds from Ctrl-C under `yes` until the prompt has been read, by rounds. */
async function interrupts(channel: Channel): Promise<number[]> {
  // The prompt is put together, so that its own echo is not taken for it.
  await until(channel, "PS1='pro''mpt> '\n", 'prompt> ');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    channel.type('yes\n');
    await new Promise((resolve) => setTimeout(resolve, FLOOD_MS));
    const start = performance.now();
    await until(channel, '\x03', 'prompt> ');
    times.push(performance.now() - start);
  }
  return times;
}

/** Ctrl-C under flood, with a client that reads as fast as a browser draws. */
export async function interruptTable(berth: Berth, projectId: string): Promise<BenchTable> {
  await using pair = await barePair(atPace(READER_BYTES_PER_SECOND));
  await using own = await berthTerminal(berth, projectId, atPace(READER_BYTES_PER_SECOND));
  const bare = summarize(await interrupts(pair));
  const mine = summarize(await interrupts(own));
  return {
    title: 'Ctrl-C under flood until the prompt, with a client that reads 4 MB/s',
    columns: ['', 'p50', 'worst', 'samples'],
    rows: [
      ['Berth', ms(mine.p50), ms(mine.p99), mine.count],
      ['a bare pty over a bare WebSocket, held back by TCP', ms(bare.p50), ms(bare.p99), bare.count],
    ],
    notes: [`The worst is ${ms(mine.p99)} (floor: 100 ms): ${mine.p99 < 100 ? 'met' : 'MISSED'}.`],
  };
}
