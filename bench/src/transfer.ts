import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Berth } from '@berth/e2e/support/berth';
import { io } from 'socket.io-client';
import type { Bench, BenchTable } from './bench';
import { mb, ms } from './bench';

const MB = 1_000_000;

/** Text that deflates about as well as source code does, the same every time. */
function sourceText(bytes: number): Buffer {
  let seed = 42;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const word = () => Array.from({ length: 2 + Math.floor(random() * 9) }, () => letter(random())).join('');
  const words = Array.from({ length: 4_000 }, word);
  const pieces: string[] = [];
  for (let size = 0; size < bytes; ) {
    const piece = `${words[Math.floor(random() ** 3 * words.length)]}${random() < 0.1 ? '\n' : ' '}`;
    pieces.push(piece);
    size += piece.length;
  }
  return Buffer.from(pieces.join('').slice(0, bytes));
}

const letter = (value: number) => String.fromCharCode(97 + Math.floor(value * 26));

function fillManyFiles(folder: string): void {
  const pool = sourceText(8 * MB);
  for (let index = 0; index < 5_000; index += 1) {
    const parent = join(folder, `d${index % 100}`);
    mkdirSync(parent, { recursive: true });
    const from = (index * 7_919) % (pool.length - 60_000);
    writeFileSync(join(parent, `f${index}.ts`), pool.subarray(from, from + 60_000));
  }
}

/** Does not deflate, so that the archive has as many bytes as the file. */
function fillOneFile(folder: string): void {
  const fd = openSync(join(folder, 'big.bin'), 'w');
  for (let index = 0; index < 1_000; index += 1) writeSync(fd, randomBytes(MB));
}

interface Received {
  firstProgressMs: number;
  headerMs: number;
  firstChunkMs: number;
  endMs: number;
  totalBytes: number;
  checksumRight: boolean;
  /** Resident bytes gained at most, by process. */
  growth: { server: number; agent: number; packing: number };
}

function resident(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function children(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Downloads as a script does, hashing what comes, and watches what the processes hold. */
async function download(berth: Berth, projectId: string): Promise<Received> {
  const agentPid: number = JSON.parse(
    readFileSync(join(berth.dataDir, 'run', `${projectId}.json`), 'utf8'),
  ).pid;
  const before = { server: resident(berth.pid), agent: resident(agentPid) };
  const growth = { server: 0, agent: 0, packing: 0 };
  let packingBase = 0;
  const watch = setInterval(() => {
    growth.server = Math.max(growth.server, resident(berth.pid) - before.server);
    growth.agent = Math.max(growth.agent, resident(agentPid) - before.agent);
    for (const child of children(agentPid)) {
      packingBase ||= resident(child);
      growth.packing = Math.max(growth.packing, resident(child) - packingBase);
    }
  }, 50);
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'] });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const start = performance.now();
  const at = { progress: 0, header: 0, chunk: 0 };
  const hash = createHash('sha256');
  socket.once('download_progress', () => {
    at.progress = performance.now() - start;
  });
  socket.once('download_header', () => {
    at.header = performance.now() - start;
  });
  socket.on('download_chunk', (chunk: { data: Buffer }, acknowledge: () => void) => {
    at.chunk ||= performance.now() - start;
    hash.update(chunk.data);
    acknowledge();
  });
  const complete = new Promise<{ checksum: string; totalBytes: number }>((resolve, reject) => {
    socket.once('download_complete', resolve);
    socket.once('download_error', ({ error }) => reject(new Error(error.message)));
  });
  socket.emit('download_project', { projectId, encoding: 'binary' }, () => {});
  const { checksum, totalBytes } = await complete;
  const endMs = performance.now() - start;
  clearInterval(watch);
  socket.disconnect();
  return {
    firstProgressMs: at.progress,
    headerMs: at.header,
    firstChunkMs: at.chunk,
    endMs,
    totalBytes,
    checksumRight: hash.digest('hex') === checksum,
    growth,
  };
}

/** Milliseconds of `zip` over the same folder at the same level. */
async function zip(folder: string, target: string): Promise<number> {
  const start = performance.now();
  const child = spawn('zip', ['-q', '-r', '-1', target, '.'], { cwd: folder, stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return performance.now() - start;
}

/** Milliseconds of a bare HTTP stream of a file, from a process of its own, to a client that hashes it too. */
async function bareStream(path: string): Promise<number> {
  const server = createServer((_request, response) => createReadStream(path).pipe(response));
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const start = performance.now();
  const hash = createHash('sha256');
  await new Promise<void>((resolve, reject) => {
    get({ port: (server.address() as AddressInfo).port }, (answer) => {
      answer.on('data', (bytes: Buffer) => hash.update(bytes));
      answer.on('end', resolve);
      answer.on('error', reject);
    });
  });
  hash.digest();
  const took = performance.now() - start;
  server.close();
  return took;
}

const rate = (bytes: number, took: number) => `${(bytes / 1000 / took).toFixed(0)} MB/s`;

async function measure(berth: Berth, what: { name: string; fill(folder: string): void; raw: number }) {
  const { id } = await berth.client().project.create.mutate({ name: 'Bench' });
  const folder = join(berth.dataDir, 'projects', id);
  what.fill(folder);
  const target = join(tmpdir(), `berth-bench-${process.pid}.zip`);
  const zipMs = await zip(folder, target);
  const zipBytes = statSync(target).size;
  const received = await download(berth, id);
  const bareMs = await bareStream(target);
  rmSync(target);
  const sendMs = received.endMs - received.headerMs;
  return {
    archive: [
      what.name,
      rate(what.raw, received.headerMs),
      rate(what.raw, zipMs),
      (received.headerMs / zipMs).toFixed(2),
      mb(received.totalBytes),
      mb(zipBytes),
    ],
    transfer: [
      what.name,
      rate(received.totalBytes, sendMs),
      rate(zipBytes, bareMs),
      `${Math.round(((received.totalBytes / sendMs) * 100) / (zipBytes / bareMs))} %`,
      received.checksumRight ? 'right' : 'WRONG',
    ],
    times: [what.name, ms(received.firstProgressMs), ms(received.firstChunkMs), ms(received.endMs)],
    memory: [what.name, mb(received.growth.server), mb(received.growth.agent), mb(received.growth.packing)],
  };
}

async function run(): Promise<BenchTable[]> {
  await using berth = await Berth.start({ runtime: 'local', env: { BERTH_DOWNLOAD_LEVEL: '1' } });
  const rows = [
    await measure(berth, { name: '5,000 files, 300 MB', fill: fillManyFiles, raw: 300 * MB }),
    await measure(berth, { name: 'one file, 1 GB', fill: fillOneFile, raw: 1_000 * MB }),
  ];
  return [
    {
      title: 'Packing, against zip at the same level',
      columns: ['what', 'Berth', 'zip -r -1', 'time / zip', 'archive', 'zip archive'],
      rows: rows.map(({ archive }) => archive),
      notes: [
        'From the request to the header: two walks, deflating, SHA-256, writing. Floor: 2.5 times zip.',
      ],
    },
    {
      title: 'Sending raw chunks, against a bare HTTP stream of the same bytes; both receivers hash',
      columns: ['what', 'Berth', 'bare HTTP', 'share', 'checksum'],
      rows: rows.map(({ transfer }) => transfer),
      notes: ['Floor: 50 %. The bare stream has its client in its own process.'],
    },
    {
      title: 'Times from the request',
      columns: ['what', 'first progress', 'first chunk', 'end'],
      rows: rows.map(({ times }) => times),
    },
    {
      title: 'Resident memory gained at most',
      columns: ['what', 'server', 'agent', 'packing process'],
      rows: rows.map(({ memory }) => memory),
      notes: ['Floor: 64 MB in each.'],
    },
  ];
}

export const transfer: Bench = { name: 'transfer', run };
