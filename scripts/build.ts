import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileEagerly } from './eager-modules';
import { repository } from './paths';
import { precompress } from './precompress';
import { run } from './run';

/** Builds everything `pnpm start` needs. `--if-missing` leaves alone what has been built. */
const ifMissing = process.argv.includes('--if-missing');

const parts = [
  { folder: 'apps/agent', made: 'dist/bundle.json' },
  { folder: 'apps/server', made: 'dist/main.js' },
  { folder: 'apps/web', made: 'out/index.html' },
];
for (const { folder, made } of parts) {
  const cwd = join(repository, folder);
  if (!(ifMissing && existsSync(join(cwd, made)))) await run('pnpm', ['run', 'build'], cwd);
}
compileEagerly(join(repository, 'apps/web/out'));
await precompress(join(repository, 'apps/web/out'));
