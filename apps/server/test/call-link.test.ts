import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtPaths } from '../src/paths';
import { AgentClient } from '../src/workspace/agent-client';
import { agentEnvironment } from '../src/workspace/agent-environment';
import { connectSocket, waitForSocket } from '../src/workspace/socket-connect';

const STOPPED = { code: 'WORKSPACE_UNAVAILABLE' };

let folder: string;
let root: string;
let socket: string;
let agent: ReturnType<typeof spawn>;
let client: AgentClient;
let connections: number;
/** What the agent logged. */
let logged: string;

async function startAgent(): Promise<void> {
  const settings = { socket, root, archives: folder, projectId: 'p', bundleHash: 'b', isolated: false };
  agent = spawn(process.execPath, [join(builtPaths.agent, 'agent.cjs')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...agentEnvironment({ ...settings, watchLimit: undefined, scrollback: 10_000 }),
      PATH: '/usr/bin:/bin',
    },
  });
  logged = '';
  agent.stderr?.on('data', (text: Buffer) => {
    logged += text.toString('utf8');
  });
  await waitForSocket(socket, AbortSignal.timeout(30_000));
}

async function killAgent(): Promise<void> {
  const exited = once(agent, 'exit');
  agent.kill('SIGKILL');
  await exited;
  rmSync(socket, { force: true });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-calls-'));
  root = join(folder, 'root');
  socket = join(folder, 's');
  mkdirSync(root);
  await startAgent();
  connections = 0;
  client = new AgentClient(() => {
    connections += 1;
    return connectSocket(socket);
  }, 8);
});
afterEach(async () => {
  client[Symbol.dispose]();
  if (agent.exitCode === null && agent.signalCode === null) await killAgent();
  rmSync(folder, { recursive: true, force: true });
});

const read = (path: string): Promise<unknown> => client.call('fs.read', { path, encoding: 'utf8' });

it('carries many calls side by side on one connection', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `file-${index}`);
  for (const name of names) writeFileSync(join(root, name), `${name} ⚓ ${'x'.repeat(20_000)}`);
  const answers = await Promise.all(names.map(read));
  expect(answers).toMatchObject(
    names.map((path) => ({ path, content: expect.stringMatching(`^${path} ⚓`) })),
  );
  expect(connections).toBe(1);
});

it('answers more calls at once than the connection takes', async () => {
  writeFileSync(join(root, 'a'), 'a');
  const answers = await Promise.all(Array.from({ length: 300 }, () => read('a')));
  expect(answers).toEqual(Array(300).fill(expect.objectContaining({ content: 'a' })));
});

it('sends a large input beside it', async () => {
  const content = '⚓'.repeat(1024 * 1024);
  await client.call('fs.create', { path: 'large', content });
  expect(connections).toBe(1);
  expect(await read('large')).toMatchObject({ content });
  expect(connections).toBe(2);
});

it('hands on what the agent refuses', async () => {
  await expect(read('missing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(read('../up')).rejects.toMatchObject({ code: 'PATH_OUTSIDE_PROJECT' });
  await expect(client.call('fs.read', {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(client.call('constructor', {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('fails what runs when the agent is killed, and serves the next agent', async () => {
  writeFileSync(join(root, 'a'), 'a');
  await read('a');
  agent.kill('SIGSTOP');
  const calls = [read('a'), read('a')].map((each) => expect(each).rejects.toMatchObject(STOPPED));
  await killAgent();
  await Promise.all(calls);
  await expect(read('a')).rejects.toMatchObject(STOPPED);
  await startAgent();
  expect(await read('a')).toMatchObject({ content: 'a' });
});

it.runIf(process.platform === 'linux')('looks at many entries with the addon of its bundle', async () => {
  for (let index = 0; index < 300; index++) writeFileSync(join(root, `${index}`), '');
  expect(await client.call('fs.list', {})).toMatchObject({ total: 300 });
  // All it logged has come once its output is closed.
  const closed = once(agent, 'close');
  await killAgent();
  await closed;
  expect(logged).toContain('listening on');
  expect(logged).not.toContain('through Node');
});

it('asks nothing more once it is disposed of', async () => {
  await client.call('fs.list', {});
  client[Symbol.dispose]();
  await expect(client.call('fs.list', {})).rejects.toMatchObject(STOPPED);
  const large = { path: 'large', content: 'x'.repeat(100_000) };
  await expect(client.call('fs.create', large)).rejects.toMatchObject(STOPPED);
  expect(connections).toBe(1);
});
