import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Berth } from '@berth/e2e/support/berth';
import { io } from 'socket.io-client';
import { type BenchTable, ms, sample, summarize } from '../bench';

const FOLDERS = 200;
const FILES_PER_FOLDER = 500;
const RUNS = 5;
const run = promisify(execFile);

/** A search through Berth against ripgrep itself over the same tree. */
export async function measureSearch(berth: Berth): Promise<BenchTable> {
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Tree' });
  const folder = join(berth.dataDir, 'projects', projectId);
  for (let outer = 0; outer < FOLDERS; outer++) {
    const inner = join(folder, `folder-${outer}`);
    mkdirSync(inner);
    for (let index = 0; index < FILES_PER_FOLDER; index++) {
      const text = `line one of ${index}\n${index === 7 ? 'a needle\n' : ''}the last line\n`;
      writeFileSync(join(inner, `file-${index}.txt`), text);
    }
    chmodSync(inner, 0o755);
  }
  const rg = new URL('../../../apps/agent/dist/rg', import.meta.url).pathname;
  const bareArguments = ['--json', '--hidden', '--ignore-case', '--fixed-strings', 'needle', './'];
  const bare = await sample(() => run(rg, bareArguments, { cwd: folder }), { count: RUNS, warmup: 2 });
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'] });
  try {
    const first: number[] = [];
    const total = await sample(
      async () => {
        const start = performance.now();
        const done = new Promise<void>((resolve) => socket.once('search_done', () => resolve()));
        socket.once('search_results', () => first.push(performance.now() - start));
        await socket.timeout(60_000).emitWithAck('search_start', { projectId, query: 'needle' });
        await done;
      },
      { count: RUNS, warmup: 2 },
    );
    const ratio = summarize(total).p50 / summarize(bare).p50;
    return {
      title: `A search in ${FOLDERS * FILES_PER_FOLDER} files`,
      columns: ['', 'p50', 'samples'],
      rows: [
        ['to the first results', ms(summarize(first.slice(2)).p50), RUNS],
        ['to the end', ms(summarize(total).p50), RUNS],
        ['rg itself', ms(summarize(bare).p50), RUNS],
      ],
      notes: [`${ratio.toFixed(2)} times rg (floor: 1.5): ${ratio <= 1.5 ? 'met' : 'MISSED'}.`],
    };
  } finally {
    socket.disconnect();
  }
}
