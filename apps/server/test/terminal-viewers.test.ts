import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emitOk, TerminalClient } from './support/terminal-client';
import { TestApp } from './support/test-app';

let app: TestApp;
let socket: Socket;
let projectId: string;

beforeAll(async () => {
  app = await TestApp.start();
  const project = await app.client().project.create.mutate({ name: 'Terminals' });
  projectId = project.id;
  socket = await app.socket();
});
afterEach(async () => {
  if (!socket.connected) socket = await app.socket();
  const { terminals } = await emitOk(socket, 'terminal_list', { projectId });
  await Promise.all(terminals.map(({ sessionId }) => emitOk(socket, 'terminal_close', { sessionId })));
});
afterAll(() => app[Symbol.asyncDispose]());

const size = { cols: 80, rows: 24 };
const create = (more: object = {}) => TerminalClient.create(socket, { projectId, ...size, ...more });
const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('several clients', () => {
  it('share the smallest of the sizes they show', async () => {
    const first = await create();
    const other = await app.socket();
    const { sessionId } = first;
    const second = await TerminalClient.attach(other, { sessionId, cols: 60, rows: 40 });
    await first.until(() => first.sizes.length > 0);
    expect(first.sizes).toEqual([{ cols: 60, rows: 24 }]);
    expect(await emitOk(other, 'terminal_resize', { sessionId, cols: 100, rows: 50 })).toMatchObject(size);
    await first.type('stty size\r');
    await second.waitFor('\r24 80\r\n');
    expect(await emitOk(socket, 'terminal_resize', { sessionId, ...size, visible: false })).toMatchObject({
      cols: 100,
      rows: 50,
    });
    await emitOk(socket, 'terminal_resize', { sessionId, cols: 20, rows: 10 });
    socket.disconnect();
    await second.until(() => second.sizes.at(-1)?.cols === 100);
  });
});

describe('a client that creates a terminal without showing it', () => {
  it('neither limits its size nor makes its program wait', async () => {
    const hidden = await create({ visible: false });
    const { sessionId } = hidden;
    hidden.acknowledges = false;
    const other = await app.socket();
    const room = { cols: 100, rows: 50 };
    const shown = await TerminalClient.attach(other, { sessionId, ...room });
    await shown.until(() => shown.sizes.length > 0);
    expect(shown.sizes).toEqual([room]);
    other.disconnect();
    await hidden.type('seq 1 300000; touch ran-through\r');
    await expect.poll(() => existsSync(join(app.folder(projectId), 'ran-through'))).toBe(true);
  });
});

describe('flow control', () => {
  it('makes the program wait for a client that draws nothing, and loses nothing when it goes on', async () => {
    const terminal = await create();
    const acknowledged = terminal.next;
    terminal.acknowledges = false;
    await terminal.type("stty -onlcr -echo; seq 1 600000; echo 'th''e end'\r");
    const { next } = await stalled(terminal);
    expect(next).toBeGreaterThan(64 * 1024);
    expect(next - acknowledged).toBeLessThanOrEqual(1024 * 1024);
    const other = await create();
    await other.type('echo untouched\r');
    await other.waitFor('\runtouched');
    terminal.acknowledges = true;
    terminal.acknowledge(terminal.next);
    await terminal.waitFor('\nthe end');
    const all = Array.from({ length: 600_000 }, (_, index) => `${index + 1}\n`).join('');
    const start = terminal.bytes.indexOf('\r1\n2\n3\n') + 1;
    expect(sha256(terminal.bytes.subarray(start, start + all.length))).toBe(sha256(all));
  });

  it('leaves a client behind that makes others wait, and brings it back by snapshot', async () => {
    const fast = await create();
    const slow = await TerminalClient.attach(await app.socket(), { sessionId: fast.sessionId });
    slow.acknowledges = false;
    await fast.type("seq 1 900000; echo 'th''e end'\r");
    await fast.waitFor('\nthe end');
    expect(slow.bytes.includes('\nthe end')).toBe(false);
    slow.acknowledges = true;
    slow.acknowledge(slow.next);
    await slow.until(() => slow.resyncs.length > 0);
    expect(slow.resyncs[0]?.snapshot).toContain('899999\r\n900000\r\nthe end');
    await fast.type('echo both\r');
    await slow.waitFor('\rboth');
  });

  it('never holds a program up for a page that is covered, and shows it the end when it is uncovered', async () => {
    const terminal = await create();
    const { sessionId } = terminal;
    terminal.acknowledges = false;
    await terminal.type("seq 1 2000000; echo 'do''ne'; touch uncovered\r");
    const { next } = await stalled(terminal);
    const isDone = () => existsSync(join(app.folder(projectId), 'uncovered'));
    // The control: it waits for a page that is looked at.
    expect(isDone()).toBe(false);
    await emitOk(socket, 'terminal_resize', { sessionId, ...size, visible: false });
    await expect.poll(isDone).toBe(true);
    expect(terminal.next).toBe(next);
    terminal.acknowledges = true;
    terminal.acknowledge(terminal.next);
    await terminal.type('echo typed\r');
    expect(terminal.resyncs).toEqual([]);
    await emitOk(socket, 'terminal_resize', { sessionId, ...size, visible: true });
    await terminal.until(() => terminal.resyncs.length > 0);
    expect(terminal.resyncs[0]?.snapshot).toContain('1999999\r\n2000000\r\ndone');
    await terminal.type('echo both\r');
    await terminal.waitFor('\rboth');
  });

  it('never holds a program up that nobody looks at', async () => {
    const terminal = await create();
    await terminal.type("seq 1 2000000; echo 'do''ne'; touch finished\r");
    const { sessionId } = terminal;
    await emitOk(socket, 'terminal_detach', { sessionId });
    const again = await attachUntil(sessionId, 'done');
    expect(again.snapshot).toContain('1999999\r\n2000000\r\ndone');
  });
});

/** Waits until output stops because the program was made to wait: until further round trips bring nothing more. */
async function stalled(terminal: Awaited<ReturnType<typeof create>>): Promise<TerminalClient> {
  await terminal.until(() => terminal.next > 64 * 1024);
  for (let before = -1; before !== terminal.next || !programWaits(terminal.terminal.pid); ) {
    before = terminal.next;
    for (let i = 0; i < 20; i++) await emitOk(terminal.socket, 'terminal_list', { projectId });
  }
  return terminal;
}

/** Whether what a shell runs waits in its write. A program that waits for a processor says nothing more either, for a while. */
function programWaits(shell: number): boolean {
  const states = execFileSync('ps', ['-o', 'stat=', '--ppid', `${shell}`], { encoding: 'utf8' });
  return states.split('\n').every((state) => state === '' || state.startsWith('S'));
}

/** Attaches again and again until the snapshot shows the text. */
async function attachUntil(
  sessionId: string,
  text: string,
): Promise<Awaited<ReturnType<typeof TerminalClient.attach>>> {
  for (;;) {
    const client = await TerminalClient.attach(socket, { sessionId });
    if (client.snapshot.includes(`\n${text}`)) return client;
    client.stop();
    await emitOk(socket, 'terminal_detach', { sessionId });
  }
}
