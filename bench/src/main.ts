import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench';
import { chat } from './chat';
import { fsBench } from './fs';
import { git } from './git';
import { renderTable } from './render';
import { startup } from './startup';
import { terminal } from './terminal';
import { transfer } from './transfer';

/** `pnpm bench [name …]` prints the tables of the named benches, or of all, and writes them to `bench/results/`. */
const benches: Bench[] = [chat, fsBench, git, startup, terminal, transfer];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}

const results = join(dirname(fileURLToPath(import.meta.url)), '../results');
mkdirSync(results, { recursive: true });
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`;

for (const bench of benches.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const tables = await bench.run();
  const text = tables.map(renderTable).join('\n');
  process.stdout.write(`${text}\n`);
  writeFileSync(
    join(results, `${bench.name}.md`),
    `## ${bench.name}\n\nMeasured on ${new Date().toISOString().slice(0, 10)}: ${machine}.\n\n${text}`,
  );
}
