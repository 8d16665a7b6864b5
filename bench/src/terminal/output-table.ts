import { type BenchTable, mb } from '../bench';
import type { Channel } from './channel';
import { throughput } from './measure';

const ROUNDS = 3;

export interface OutputChannels {
  own: Channel;
  pair: Channel;
  exec: Channel;
  pty: Channel;
}

/** `cat` of a file through each channel by turns; the median round counts. */
export async function outputTable(
  channels: OutputChannels,
  files: { host: string; workspace: string; bytes: number },
): Promise<BenchTable> {
  const rates: Record<keyof OutputChannels, number[]> = { own: [], pair: [], exec: [], pty: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rates.pty.push(await throughput(channels.pty, files.host));
    rates.pair.push(await throughput(channels.pair, files.host));
    rates.exec.push(await throughput(channels.exec, files.workspace));
    rates.own.push(await throughput(channels.own, files.workspace));
  }
  const median = (of: keyof OutputChannels): number => rates[of].sort((a, b) => a - b)[1] ?? 0;
  const own = median('own');
  const note = (peer: keyof OutputChannels, name: string, floor: number): string => {
    const share = own / median(peer);
    return `${(100 * share).toFixed(0)} % of ${name} (floor: ${floor * 100} %): ${share >= floor ? 'met' : 'MISSED'}.`;
  };
  return {
    title: `Output of a terminal: cat of ${mb(files.bytes)} (Docker runtime)`,
    columns: ['', 'per second'],
    rows: [
      ['Berth', mb(own)],
      ['a bare pty over a bare WebSocket', mb(median('pair'))],
      ['docker exec -t', mb(median('exec'))],
      ['a bare pty', mb(median('pty'))],
    ],
    notes: [
      note('pair', 'the pair', 0.5),
      note('pty', 'the bare pty', 0.4),
      `Medians of ${ROUNDS} rounds by turns.`,
    ],
  };
}
