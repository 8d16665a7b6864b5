import { chmodSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Berth } from '@berth/e2e/support/berth';
import { type Bench, type BenchTable, ms, sample, summarize } from './bench';
import { bareHttp } from './fs/bare-http';
import { measureEditor } from './fs/editor';
import { execCat } from './fs/exec-cat';
import { measurePropagation } from './fs/propagation';
import { measureSearch } from './fs/search';
import { measureTree } from './fs/tree';

const FILE_BYTES = 10_000;
const ENTRIES = 1_000;
const COUNT = 300;
/** Calls after which a server that has just started is as quick as one that has run for long: its code is compiled by then. */
const WARM_CALLS = 2_000;
/** What is measured by turns, so that a machine that changes its speed does so for both. */
const TURNS = 5;
/** An engine's exec takes tens of milliseconds. */
const EXEC_COUNT = 15;

type Row = [what: string, times: readonly number[]];

function table(title: string, rows: Row[], notes: string[]): BenchTable {
  const cells = rows.map(([what, times]) => {
    const { p50, p95, p99, count } = summarize(times);
    return [what, ms(p50), ms(p95), ms(p99), count];
  });
  return { title, columns: ['', 'p50', 'p95', 'p99', 'samples'], rows: cells, notes };
}

const p50 = (times: readonly number[]) => summarize(times).p50;
const verdict = (holds: boolean) => (holds ? 'met' : 'MISSED');

async function run(): Promise<BenchTable[]> {
  await using berth = await Berth.start({ runtime: 'docker' });
  const { fs, project } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Bench' });
  const folder = join(berth.dataDir, 'projects', projectId);
  const text = 'x'.repeat(FILE_BYTES);
  const key = { projectId, path: 'small.txt' };
  await fs.create.mutate({ ...key, content: text });
  mkdirSync(join(folder, 'many'));
  for (let index = 0; index < ENTRIES; index++) writeFileSync(join(folder, 'many', `file-${index}.txt`), '');
  chmodSync(join(folder, 'many'), 0o755);

  await using bare = await bareHttp(text);
  const firstReads = await sample(() => fs.read.query(key), { count: COUNT });
  for (let call = 0; call < WARM_CALLS; call++) {
    await bare.roundTrip();
    await fs.read.query(key);
  }
  const http: number[] = [];
  const read: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    http.push(...(await sample(() => bare.roundTrip(), { count: COUNT / TURNS })));
    read.push(...(await sample(() => fs.read.query(key), { count: COUNT / TURNS })));
  }
  const bareRead = await sample(() => readFile(join(folder, 'small.txt')), { count: COUNT });
  const exec = await sample(() => execCat(projectId, 'small.txt'), { count: EXEC_COUNT, warmup: 2 });
  let { etag } = await fs.read.query(key);
  let turn = 0;
  const update = await sample(
    async () => {
      turn += 1;
      ({ etag } = await fs.update.mutate({ ...key, content: `${turn}${text}`, ifMatch: etag }));
    },
    { count: COUNT },
  );
  const many = join(folder, 'many');
  const list: number[] = [];
  const bareList: number[] = [];
  const heldList: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    list.push(...(await sample(() => fs.list.query({ projectId, path: 'many' }), { count: COUNT / TURNS })));
    const bare = async () => Promise.all((await readdir(many)).map((name) => lstat(join(many, name))));
    bareList.push(...(await sample(bare, { count: COUNT / TURNS })));
    const held = async () => readdirSync(many).map((name) => lstatSync(join(many, name)));
    heldList.push(...(await sample(held, { count: COUNT / TURNS })));
  }
  const { propagation } = await measurePropagation(berth, projectId);
  const search = await measureSearch(berth);
  const tree = await measureTree(berth);
  const editor = await measureEditor(berth);
  const gap = p50(read) - p50(http);
  return [
    table(
      'A small file and a folder through tRPC (Docker runtime)',
      [
        ['fs.read of 10 KB', read],
        ['the same, the first calls of a new server', firstReads],
        ['a bare HTTP round trip of 10 KB', http],
        ['a bare fs.readFile', bareRead],
        ['docker exec cat', exec],
        ['fs.update of 10 KB with ifMatch (fsync, rename)', update],
        [`fs.list of ${ENTRIES} entries`, list],
        [`a bare readdir with ${ENTRIES} lstat`, bareList],
        ['the same, without leaving the event loop', heldList],
        ["a shell's write until another client is told", propagation],
      ],
      [
        `Read p50 is ${ms(gap)} above the bare HTTP round trip (floor: 1 ms): ${verdict(gap <= 1)}.`,
        `Read p50 is 1/${(p50(exec) / p50(read)).toFixed(0)} of docker exec (floor: 1/15): ${verdict(p50(read) * 15 <= p50(exec))}.`,
        `A list's p50 is ${ms(p50(list))} (floor: 8 ms): ${verdict(p50(list) < 8)}.`,
        `Propagation p95 is ${ms(summarize(propagation).p95)} (floor: 300 ms): ${verdict(summarize(propagation).p95 < 300)}.`,
      ],
    ),
    search,
    tree,
    editor,
  ];
}

export const fsBench: Bench = { name: 'fs', run };
