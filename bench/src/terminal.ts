import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Berth } from '@berth/e2e/support/berth';
import { type Bench, type BenchTable, mb, ms, summarize } from './bench';
import { barePair, barePty, berthTerminal } from './terminal/channel';
import { echoes, throughput } from './terminal/measure';

const BYTES = 64_000_000;
const KEYS = 200;
const verdict = (holds: boolean) => (holds ? 'met' : 'MISSED');

async function run(): Promise<BenchTable[]> {
  await using berth = await Berth.start({ runtime: 'docker' });
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Bench' });
  const text = `${'x'.repeat(79)}\n`.repeat(BYTES / 80);
  const folder = mkdtempSync(join(tmpdir(), 'berth-bench-'));
  try {
    const local = join(folder, 'text');
    writeFileSync(local, text);
    writeFileSync(join(berth.dataDir, 'projects', projectId, 'text'), text, { mode: 0o644 });
    await using pty = await barePty();
    await using pair = await barePair();
    await using own = await berthTerminal(berth, projectId);
    const ptyRate = await throughput(pty, local);
    const pairRate = await throughput(pair, local);
    const ownRate = await throughput(own, 'text');
    const pairEcho = summarize(await echoes(pair, KEYS));
    const ownEcho = summarize(await echoes(own, KEYS));
    await using flood = await berthTerminal(berth, projectId);
    await using beside = await berthTerminal(berth, projectId);
    flood.type('yes\n');
    const floodEcho = summarize(await echoes(beside, KEYS));
    const row = (what: string, { p50, p99, count }: typeof ownEcho) => [what, ms(p50), ms(p99), count];
    return [
      {
        title: `Output of a terminal: cat of ${mb(BYTES)} (Docker runtime)`,
        columns: ['', 'per second'],
        rows: [
          ['Berth', mb(ownRate)],
          ['a bare pty over a bare WebSocket', mb(pairRate)],
          ['a bare pty', mb(ptyRate)],
        ],
        notes: [
          `${((100 * ownRate) / pairRate).toFixed(0)} % of the pair (floor: 50 %): ${verdict(ownRate >= pairRate / 2)}.`,
          `${((100 * ownRate) / ptyRate).toFixed(0)} % of the bare pty (floor: 40 %): ${verdict(ownRate >= ptyRate * 0.4)}.`,
        ],
      },
      {
        title: 'A key until its echo',
        columns: ['', 'p50', 'p99', 'samples'],
        rows: [
          row('Berth, idle', ownEcho),
          row('a bare pty over a bare WebSocket', pairEcho),
          row('Berth, beside a flood', floodEcho),
        ],
        notes: [
          `Idle p50 is ${ms(ownEcho.p50 - pairEcho.p50)} above the pair (floor: 1 ms): ${verdict(ownEcho.p50 - pairEcho.p50 <= 1)}.`,
          `Beside a flood p99 is ${ms(floodEcho.p99)} (floor: 20 ms): ${verdict(floodEcho.p99 < 20)}.`,
        ],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const terminal: Bench = { name: 'terminal', run };
