import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_PROTOCOL_VERSION } from '@berth/protocol/agent';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { processStartTime } from '../src/workspace/local/process';
import { TerminalClient } from './support/terminal-client';
import { TestApp } from './support/test-app';
import { untilProject } from './support/wait';

interface RunRecord {
  pid: number;
  startTime: string;
  bundleHash: string;
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

const recordFile = (projectId: string) => join(app.dataDir, 'run', `${projectId}.json`);
const recordOf = (projectId: string): RunRecord => JSON.parse(readFileSync(recordFile(projectId), 'utf8'));
const create = async (name: string) => (await app.client().project.create.mutate({ name })).id;

async function restart(environment: Record<string, string> = {}, between = () => {}): Promise<void> {
  await app.stopServer();
  between();
  await app.startServer(environment);
}

async function running(projectId: string): Promise<void> {
  const socket = await app.socket();
  await untilProject({ app, socket }, projectId, ({ status }) => status === 'running');
  socket.disconnect();
}

it('is started again when it is killed, with the reason', async () => {
  const projectId = await create('Mortal');
  const socket = await app.socket();
  const { pid } = recordOf(projectId);
  const restarting = untilProject({ app, socket }, projectId, ({ status }) => status === 'starting');
  process.kill(pid, 'SIGKILL');
  await restarting;
  const project = await untilProject({ app, socket }, projectId, ({ status }) => status === 'running');
  expect(project.error?.message).toContain('restarted');
  expect(recordOf(projectId).pid).not.toBe(pid);
});

it('tells whoever looks at a terminal that it went with its killed agent', async () => {
  const projectId = await create('Mortal terminals');
  const socket = await app.socket();
  const terminal = await TerminalClient.create(socket, { projectId, cols: 80, rows: 24 });
  const detached: unknown[] = [];
  socket.on('terminal_detached', (event) => detached.push(event));
  process.kill(recordOf(projectId).pid, 'SIGKILL');
  await terminal.until(() => terminal.exit !== undefined || detached.length > 0);
  expect(detached).toEqual([]);
  expect(terminal.exit).toMatchObject({ exitCode: -1 });
});

it('keeps an agent of an earlier build, except in development', async () => {
  const projectId = await create('Earlier');
  const { pid } = recordOf(projectId);
  const pretendEarlier = () =>
    writeFileSync(recordFile(projectId), JSON.stringify({ ...recordOf(projectId), bundleHash: 'earlier' }));
  await restart({}, pretendEarlier);
  await running(projectId);
  expect(recordOf(projectId).pid).toBe(pid);

  onTestFinished(() => restart({ BERTH_DEV: '' }));
  await restart({ BERTH_DEV: '1' });
  await running(projectId);
  expect(recordOf(projectId)).toMatchObject({ bundleHash: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(recordOf(projectId).pid).not.toBe(pid);
});

it.each([
  ['an earlier', AGENT_PROTOCOL_VERSION - 1],
  ['a later', AGENT_PROTOCOL_VERSION + 1],
])('replaces an agent that speaks %s version', async (_which, protocol) => {
  const projectId = await create('Foreign');
  await app.client().project.stop.mutate({ projectId });
  await app.stopServer();
  const socket = join(app.dataDir, 'run', projectId, 'agent.sock');
  rmSync(socket, { force: true });
  const hello = { protocol, projectId, bundle: 'x', pid: 1, startedAt: new Date().toISOString() };
  const script = `require('http').createServer((_, response) => response.end('${JSON.stringify(hello)}')).listen('${socket}', () => console.log('ready'))`;
  const foreign = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void foreign.kill('SIGKILL'));
  const exited = once(foreign, 'exit');
  await once(foreign.stdout, 'data');
  const { pid = 0 } = foreign;
  writeFileSync(
    recordFile(projectId),
    JSON.stringify({ pid, startTime: processStartTime(pid), bundleHash: 'x' } satisfies Partial<RunRecord>),
  );
  await app.startServer();
  await exited;
  await running(projectId);
  expect(recordOf(projectId).pid).not.toBe(pid);
});

it('does not take another process for its agent', async () => {
  const projectId = await create('Recycled');
  await app.client().project.stop.mutate({ projectId });
  const stranger = spawn('sleep', ['1000']);
  onTestFinished(() => void stranger.kill());
  const { pid = 0 } = stranger;
  await restart({}, () =>
    writeFileSync(recordFile(projectId), JSON.stringify({ pid, startTime: '1', bundleHash: 'x' })),
  );
  expect(app.app.services.projects.get(projectId).status).toBe('stopped');
  await app.client().project.delete.mutate({ projectId });
  expect(processStartTime(pid)).toBeDefined();
});
