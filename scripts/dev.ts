import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { environment } from './env';
import { repository } from './paths';
import { run } from './run';

/**
 * Development: the server on its own port with the web development server behind it, so there is one origin and one gate.
 * Edits to the web reload by themselves; edits to the server or the agent restart the server, which finds its workspaces again.
 */
const children = new Set<ChildProcess>();

function start(
  command: string,
  options: { args: string[]; cwd: string; env?: Record<string, string>; hidden?: RegExp },
): ChildProcess {
  const { args, cwd, env, hidden } = options;
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', hidden ? 'pipe' : 'inherit', 'inherit'],
    env: { ...environment, ...env },
  });
  if (hidden && child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!hidden.test(line)) process.stdout.write(`${line}\n`);
    });
  }
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

/** Calls back once after a burst of changes below the folders. */
function onEdit(folders: string[], changed: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of folders) {
    watch(join(repository, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, 200);
    });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(killer);
}

const buildAgent = () => run('pnpm', ['run', 'build'], join(repository, 'apps/agent'));

async function main(): Promise<void> {
  await buildAgent();
  const webPort = await freePort();
  const web = start('pnpm', {
    args: ['exec', 'next', 'dev', '--hostname', '127.0.0.1', '--port', String(webPort)],
    cwd: join(repository, 'apps/web'),
    env: { NEXT_TELEMETRY_DISABLED: '1' },
    // The web's own address serves pages without a server behind them: people are told Berth's alone.
    hidden: /^- (Local|Network):/,
  });
  web.once('exit', () => process.exit(1));

  const startServer = () =>
    start(process.execPath, {
      args: ['--import', 'tsx', 'src/main.ts'],
      cwd: join(repository, 'apps/server'),
      env: { BERTH_DEV: '1', BERTH_WEB_DEV_URL: `http://127.0.0.1:${webPort}` },
    });
  let server = startServer();
  let restarting = Promise.resolve();
  const restart = (prepare: () => Promise<void>) => {
    restarting = restarting
      .then(prepare)
      .then(() => stop(server))
      .then(() => {
        server = startServer();
      })
      // A build that fails has printed why; the server that runs goes on.
      .catch(() => {});
  };
  onEdit(['apps/server/src', 'packages/db/src', 'packages/protocol/src'], () => restart(() => delay(0)));
  onEdit(['apps/agent/src'], () => restart(buildAgent));

  const end = () => void Promise.all([...children].map(stop)).then(() => process.exit(0));
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

await main();
