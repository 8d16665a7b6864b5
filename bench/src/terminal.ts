import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Berth } from '@berth/e2e/support/berth';
import type { Bench, BenchTable } from './bench';
import { projectContainer } from './processes';
import { attachTable } from './terminal/attach-table';
import { barePair, barePty, berthTerminal, execTerminal } from './terminal/channel';
import { coldOpenTable } from './terminal/cold-open-table';
import { echoTable } from './terminal/echo-table';
import { interruptTable } from './terminal/interrupt-table';
import { memoryTable } from './terminal/memory-table';
import { outputTable } from './terminal/output-table';
import { pageTable } from './terminal/page-table';

const BYTES = 64_000_000;
const PAGE_BYTES = 20_000_000;
const LINE = `${'x'.repeat(79)}\n`;

async function run(): Promise<BenchTable[]> {
  await using berth = await Berth.start({ runtime: 'docker' });
  const { id: projectId } = await berth.client().project.create.mutate({ name: 'Bench' });
  const project = join(berth.dataDir, 'projects', projectId);
  const folder = mkdtempSync(join(tmpdir(), 'berth-bench-'));
  try {
    const host = join(folder, 'text');
    writeFileSync(host, LINE.repeat(BYTES / LINE.length));
    writeFileSync(join(project, 'text'), LINE.repeat(BYTES / LINE.length), { mode: 0o644 });
    writeFileSync(join(project, 'page-text'), LINE.repeat(PAGE_BYTES / LINE.length), { mode: 0o644 });
    const tables: BenchTable[] = [];
    {
      await using pty = await barePty();
      await using pair = await barePair();
      await using exec = await execTerminal(await projectContainer(projectId));
      await using own = await berthTerminal(berth, projectId);
      const files = { host, workspace: '/workspace/text', bytes: BYTES };
      tables.push(await outputTable({ own, pair, exec, pty }, files));
      tables.push(await echoTable({ berth, projectId }, { own, pair }));
    }
    tables.push(await interruptTable(berth, projectId));
    tables.push(await attachTable(berth, projectId));
    tables.push(await memoryTable(berth, projectId));
    tables.push(await pageTable({ berth, projectId }, { path: 'page-text', bytes: PAGE_BYTES }));
    tables.push(await coldOpenTable(berth));
    return tables;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const terminal: Bench = { name: 'terminal', run };
