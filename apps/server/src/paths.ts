import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root: this file is three folders below it, as source and as the bundle's `main.js`. */
const repository = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** What the build made and the server hands on. */
export const builtPaths = {
  web: join(repository, 'apps/web/out'),
  agent: join(repository, 'apps/agent/dist'),
  migrations: join(repository, 'packages/db/migrations'),
};
