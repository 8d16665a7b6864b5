import { spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Berth } from '@berth/e2e/support/berth';
import type { Bench, BenchTable } from './bench';
import { mb, ms, summarize } from './bench';
import { bareStream, zip } from './transfer/peers';
import { agentPid, residentBytes, type Usage, Watch } from './transfer/processes';
import { type ReceiveOptions, receive } from './transfer/receive';
import { manyFiles, oneFile, type Tree, tinyFiles } from './transfer/trees';

const LEVEL = 1;
const STOP_MS = 60_000;
/** Until the machine rests after packing. */
const REST_MS = 4_000;
const ROUNDS = 5;

const rate = (bytes: number, took: number) => `${(bytes / 1000 / took).toFixed(0)} MB/s`;
const verdict = (met: boolean) => (met ? 'met' : 'MISSED');

/** Resident bytes of the packing process before it is asked for anything. */
async function idlePacking(): Promise<number> {
  const agent = join(dirname(fileURLToPath(import.meta.url)), '../../apps/agent/dist/agent.cjs');
  const child = spawn(process.execPath, [agent, 'pack'], { stdio: ['pipe', 'ignore', 'inherit'] });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const bytes = residentBytes(child.pid ?? 0);
  child.stdin.end();
  return bytes;
}

interface Measure extends Pick<ReceiveOptions, 'pause'> {
  idle: number;
  encoding?: 'binary' | 'base64';
}

/** One download of a tree in a container of its own, then the peers over the same bytes. */
async function measure(berth: Berth, tree: Tree, options: Measure) {
  const { encoding = 'binary', pause } = options;
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Bench' });
  const folder = join(berth.dataDir, 'projects', projectId);
  tree.fill(folder);
  const target = join(tmpdir(), `berth-bench-${process.pid}.zip`);
  const zipped = await zip(folder, target, LEVEL);
  const zipBytes = statSync(target).size;
  const watch = new Watch({ server: berth.pid, agent: await agentPid(projectId) });
  const received = await receive(berth, { projectId, encoding, pause });
  const usage = watch.stop(options.idle);
  const bareMs = await bareStream(target);
  rmSync(target);
  await berth.client().project.delete.mutate({ projectId, deleteFiles: true });
  return { name: tree.name, bytes: tree.bytes, zipped, zipBytes, received, usage, bareMs };
}

type Measured = Awaited<ReturnType<typeof measure>>;

/** Medians: a bare stream of a second varies by half from one time to the next, and so does what it is held against. */
function sending(rounds: readonly Measured[]) {
  const own = rounds.map(({ received }) => received.rate);
  const bare = rounds.map(({ zipBytes, bareMs }) => zipBytes / bareMs);
  const [ownRate, bareRate] = [summarize(own).p50, summarize(bare).p50];
  return { name: rounds[0]?.name ?? '', ownRate, bareRate, share: ownRate / bareRate };
}

async function rounds(berth: Berth, tree: Tree, options: Measure): Promise<Measured[]> {
  const all: Measured[] = [];
  while (all.length < ROUNDS) all.push(await measure(berth, tree, options));
  return all;
}

async function run(): Promise<BenchTable[]> {
  await using berth = await Berth.start({
    runtime: 'docker',
    env: { BERTH_DOWNLOAD_LEVEL: String(LEVEL) },
  });
  const idle = await idlePacking();
  // The first download compiles what runs often; it is not counted.
  await measure(berth, manyFiles, { idle });
  const rest = { at: 'start', ms: REST_MS } as const;
  const many = await measure(berth, manyFiles, { idle });
  const one = await measure(berth, oneFile, { idle });
  const manyRounds = await rounds(berth, manyFiles, { idle, pause: rest });
  const oneRounds = await rounds(berth, oneFile, { idle, pause: rest });
  const tiny = await measure(berth, tinyFiles, { idle });
  const stopped = await measure(
    berth,
    { ...manyFiles, name: 'a reader that stops for a minute' },
    { idle, pause: { at: 'middle', ms: STOP_MS } },
  );
  const text = await measure(
    berth,
    { ...manyFiles, name: '5,000 files, as base64' },
    { idle, encoding: 'base64', pause: rest },
  );
  const all = [many, one, tiny];
  const every = [...all, stopped, text, ...manyRounds, ...oneRounds];
  const growth = every.flatMap(({ usage }) => Object.values(usage).map((one) => one.growth));
  const right = every.every(({ received }) => received.checksumRight);
  const sent = [manyRounds, oneRounds, [text]].map(sending);
  const atOnce = [many, one].map(({ received }) => rate(received.rate, 1));
  return [
    {
      title: `Packing at level ${LEVEL}, against zip at the same level (Docker runtime)`,
      columns: ['what', 'Berth', 'zip -r', 'time / zip', 'archive', 'zip archive', 'CPU', 'zip CPU'],
      rows: all.map(({ name, bytes, received, zipped, zipBytes, usage }) => [
        name,
        rate(bytes, received.headerMs),
        rate(bytes, zipped.ms),
        (received.headerMs / zipped.ms).toFixed(2),
        mb(received.totalBytes),
        mb(zipBytes),
        ms(usage.packing.cpuMs),
        ms(zipped.cpuMs),
      ]),
      notes: [
        'From the request to the header: two walks, deflating, SHA-256, writing; `zip` hashes nothing.',
        ...all.map(
          ({ name, received, zipped }) =>
            `${name}: ${(received.headerMs / zipped.ms).toFixed(2)} times zip (floor: 2.5): ${verdict(received.headerMs <= 2.5 * zipped.ms)}.`,
        ),
      ],
    },
    {
      title: 'Sending, against a bare HTTP stream of the same bytes; both receivers hash',
      columns: ['what', 'Berth', 'bare HTTP', 'share', 'Berth, at once after packing'],
      rows: sent.map(({ name, ownRate, bareRate, share }, index) => [
        name,
        rate(ownRate, 1),
        rate(bareRate, 1),
        `${Math.round(share * 100)} %`,
        atOnce[index] ?? '',
      ]),
      notes: [
        ...sent.slice(0, 2).map(({ name, share }) => `${name}: floor 50 %: ${verdict(share >= 0.5)}.`),
        `Medians of ${ROUNDS} rounds by turns; base64 once.`,
        `As the bare stream finds a machine at rest, the receiver keeps its first chunk ${REST_MS / 1000} s after the header and is timed from there. In the last column, once, it is timed from the header on.`,
        `Every checksum was right: ${right ? 'yes' : 'NO'}.`,
      ],
    },
    {
      title: 'Times from the request',
      columns: ['what', 'first progress', 'first files counted', 'header', 'first chunk', 'end'],
      rows: [...all, stopped].map(({ name, received }) => [
        name,
        ms(received.firstProgressMs),
        ms(received.firstCountMs),
        ms(received.headerMs),
        ms(received.firstChunkMs),
        ms(received.endMs),
      ]),
      notes: [
        `First progress on 200,000 files (floor: 1 s): ${verdict(tiny.received.firstProgressMs < 1000)}.`,
      ],
    },
    {
      title: 'Memory (resident, gained at most) and CPU of every process',
      columns: ['what', 'server', 'agent', 'packing', 'server CPU', 'agent CPU', 'packing CPU'],
      rows: [...all, stopped, text].map(({ name, usage }) => {
        const { server, agent, packing } = usage;
        const cells = [server, agent, packing];
        return [
          name,
          ...cells.map((one: Usage) => mb(one.growth)),
          ...cells.map((one: Usage) => ms(one.cpuMs)),
        ];
      }),
      notes: [
        `The packing process has ${mb(idle)} before it is asked for anything; what it gains is counted from there.`,
        `Floor, 64 MB in each: ${verdict(Math.max(...growth) < 64e6)}.`,
      ],
    },
  ];
}

export const transfer: Bench = { name: 'transfer', run };
