import { join } from 'node:path';
import { repository } from './paths';
import { run } from './run';

/** Integration tests run the agent as it is now. */
export default async function buildAgent(): Promise<void> {
  await run('pnpm', ['run', 'build'], join(repository, 'apps/agent'));
}
