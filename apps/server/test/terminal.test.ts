import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, emitOk, TerminalClient } from './support/terminal-client';
import { emit, TestApp } from './support/test-app';

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
const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
/** A shell's words that wait until a program runs by exactly this command, and say its id. */
const idOf = (command: string): string =>
  `until pgrep -fx '${command}' >/dev/null; do sleep 0.05; done; echo pid $(pgrep -fx '${command}') end`;
const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('a session', () => {
  it('runs a shell in the project and types into it', async () => {
    const terminal = await create();
    await terminal.type('pwd; echo $TERM $COLORTERM $((6*7))\r');
    await terminal.waitFor('xterm-256color truecolor 42');
    expect(terminal.text).toContain(app.folder(projectId));
  });

  it('starts in a folder of the project and nowhere else', async () => {
    mkdirSync(join(app.folder(projectId), 'inner'), { recursive: true });
    symlinkSync('/etc', join(app.folder(projectId), 'leak'));
    const terminal = await create({ cwd: 'inner' });
    await terminal.type('pwd\r');
    await terminal.waitFor(`${app.folder(projectId)}/inner`);
    for (const cwd of ['..', '/etc', 'leak', 'inner/../../..', `${app.folder(projectId)}-sibling`]) {
      expect(await codeOf(socket, 'terminal_create', { projectId, ...size, cwd }), cwd).toBe(
        'PATH_OUTSIDE_PROJECT',
      );
    }
    expect(await codeOf(socket, 'terminal_create', { projectId, ...size, cwd: 'none' })).toBe('NOT_FOUND');
  });

  it('is one of at most five that live, however they are asked for', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => emit(socket, 'terminal_create', { projectId, ...size })),
    );
    const created = answers.flatMap((answer) => (answer.ok ? [answer.sessionId] : []));
    const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]));
    expect(created).toHaveLength(5);
    expect(codes).toEqual(Array.from({ length: 7 }, () => 'TERMINAL_LIMIT'));
    const ended = await TerminalClient.attach(socket, { sessionId: created[0] ?? '' });
    await ended.type('exit 3\r');
    await ended.until(() => ended.exit !== undefined);
    expect((await emit(socket, 'terminal_create', { projectId, ...size })).ok).toBe(true);
    const { terminals } = await emitOk(socket, 'terminal_list', { projectId });
    expect(terminals.map(({ running }) => running).sort()).toEqual([false, true, true, true, true, true]);
  });

  it('tells its exit code and signal after all its output, and takes no more input', async () => {
    const coded = await create();
    await coded.type('seq 1 20000; exit 7\r');
    await coded.until(() => coded.exit !== undefined);
    expect(coded.exit).toMatchObject({ exitCode: 7 });
    expect(coded.text).toContain('\r\n20000\r\n');
    expect(await codeOf(socket, 'terminal_data', { sessionId: coded.sessionId, data: 'x' })).toBe('CONFLICT');
    const killed = await create();
    await killed.type('kill -9 $$\r');
    await killed.until(() => killed.exit !== undefined);
    expect(killed.exit?.signal).toBe(9);
    const { terminals } = await emitOk(socket, 'terminal_list', { projectId });
    expect(terminals.map(({ end }) => end)).toEqual([{ exitCode: 7 }, { exitCode: 0, signal: 9 }]);
  });

  it('tells the exit code of a program that let go of the terminal before it ended', async () => {
    const terminal = await create();
    // A terminal that nobody holds any more is hung up.
    const release =
      'import os,signal,time;signal.signal(1,signal.SIG_IGN);os.closerange(0,3);time.sleep(.3);os._exit(7)';
    await terminal.type(`exec python3 -c '${release}'\r`);
    await terminal.until(() => terminal.exit !== undefined);
    expect(terminal.exit).toMatchObject({ exitCode: 7 });
  });

  it('is described by its title, command and folder', async () => {
    const terminal = await create({ name: 'mine' });
    await terminal.type("mkdir -p deep; cd deep; printf '\\e]0;a title\\a'; echo ready; sleep 1000\r");
    const listed = async () => (await emitOk(socket, 'terminal_list', { projectId })).terminals[0];
    // Every change of the list is announced; the program's start is none, so the list is read until it is there.
    while ((await listed())?.command !== 'sleep 1000' || (await listed())?.title !== 'a title');
    expect(await listed()).toMatchObject({
      name: 'mine',
      command: 'sleep 1000',
      cwd: 'deep',
      running: true,
      viewers: 1,
    });
  });

  it('takes with it everything it started', async () => {
    const terminal = await create();
    const start =
      "nohup sleep 9001 & setsid sleep 9002 & (setsid sh -c 'sleep 9003 & wait' &) ; trap '' HUP TERM; sh -c \"trap '' HUP TERM; sleep 9004\" &";
    const started =
      'for n in 1 2 3 4; do until pgrep -fx "sleep 900$n" >/dev/null; do sleep 0.05; done; done';
    await terminal.type(`${start} ${started}; echo pids $(pgrep -f 'sleep 900[1-4]' | tr '\\n' ' ') end\r`);
    await terminal.until(() => /pids [\d ]+ end/.test(terminal.text));
    const pids = (/pids ([\d ]+) end/.exec(terminal.text)?.[1] ?? '').trim().split(' ').map(Number);
    expect(pids.length).toBeGreaterThanOrEqual(4);
    await terminal.close();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(isAlive(terminal.terminal.pid)).toBe(false);
  });
});

describe('one client of a session', () => {
  it('is sent every byte once, however often it attaches', async () => {
    const terminal = await create();
    const { sessionId } = terminal;
    await terminal.type('stty -echo; seq 1 2000; echo rea""dy\r');
    await terminal.waitFor('ready\r\n');
    const { next } = terminal;
    terminal.stop();
    const output: { offset: number; length: number }[] = [];
    socket.on('terminal_data', ({ data, offset }) => output.push({ offset, length: data.length }));
    await Promise.all(
      [1, 2, 3].map(() => emitOk(socket, 'terminal_attach', { sessionId, since: next - 1000 })),
    );
    await expect.poll(() => output.length).toBeGreaterThan(0);
    await emitOk(socket, 'terminal_list', { projectId });
    expect(output.map(({ offset }) => offset)).toEqual([...new Set(output.map(({ offset }) => offset))]);
    expect(output.reduce((sum, { length }) => sum + length, 0)).toBe(1000);
    socket.off('terminal_data');
  });

  it('no longer knows a session that is closed', async () => {
    const { sessionId } = await create();
    await emitOk(socket, 'terminal_close', { sessionId });
    expect(await codeOf(socket, 'terminal_resize', { sessionId, ...size })).toBe('NOT_FOUND');
    expect(await codeOf(socket, 'terminal_data', { sessionId, data: 'x' })).toBe('NOT_FOUND');
    expect(await codeOf(socket, 'terminal_close', { sessionId })).toBe('NOT_FOUND');
  });
});

describe('a daemon', () => {
  /** Leaves its parents, its process session, its terminal and its environment, and forks twice. */
  const daemon = (marker: number) =>
    `env -i setsid nohup sh -c '(sleep ${marker} </dev/null >/dev/null 2>&1 &)' & ${idOf(`sleep ${marker}`)}\r`;
  const daemonOf = async (terminal: TerminalClient) => {
    await terminal.until(() => /pid \d+ end/.test(terminal.text));
    return Number(/pid (\d+) end/.exec(terminal.text)?.[1]);
  };

  it('ends with the terminal it was started from, whatever it has left behind, and with no other', async () => {
    const [terminal, other] = [await create(), await create()];
    await terminal.type(daemon(9010));
    await other.type(daemon(9011));
    const [pid, otherPid] = [await daemonOf(terminal), await daemonOf(other)];
    // The control: no other sign tells that it is the terminal's.
    const [, parent, , session, tty] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    expect([Number(parent), Number(session)]).not.toContain(terminal.terminal.pid);
    expect(tty).toBe('0');
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toMatch(/TERM|HOME|BERTH/);
    await terminal.close();
    expect([isAlive(pid), isAlive(otherPid)]).toEqual([false, true]);
    await other.close();
    expect(isAlive(otherPid)).toBe(false);
  });

  it('ends with the terminal also when its shell has ended before', async () => {
    const terminal = await create();
    await terminal.type(daemon(9012));
    const pid = await daemonOf(terminal);
    await terminal.type('exit\r');
    await terminal.until(() => terminal.exit !== undefined);
    expect(isAlive(pid)).toBe(true);
    await terminal.close();
    expect(isAlive(pid)).toBe(false);
  });
});

describe('what a client types', () => {
  it('arrives whole and in order: a megabyte in one piece, bytes that are no text, characters cut in half', async () => {
    const terminal = await create();
    await terminal.type('stty raw -echo; echo go; head -c 1048576 | sha256sum; stty sane\r');
    await terminal.waitFor('\rgo');
    const paste = 'é漢字 abcdefgh\n'.repeat(70_000);
    const bytes = Buffer.from(paste).subarray(0, 1_048_570);
    await terminal.type(bytes);
    await terminal.type(Buffer.from([0xff, 0xc3]));
    await terminal.type(Buffer.from([0xa9, 0x00, 0x80, 0x41]));
    const sent = Buffer.concat([bytes, Buffer.from([0xff, 0xc3, 0xa9, 0x00, 0x80, 0x41])]);
    await terminal.waitFor(sha256(sent));
  });

  it('is typed once when a client repeats it', async () => {
    const terminal = await create();
    const { sessionId } = terminal;
    const send = (data: string, seq: number) =>
      emitOk(socket, 'terminal_data', { sessionId, data, clientId: 'tab', seq });
    await send('echo a', 1);
    await send('echo a', 1);
    await send('bc\r', 2);
    await send('echo a', 1);
    await send('bc\r', 2);
    await send('echo done\r', 3);
    await terminal.waitFor('\rdone');
    expect(terminal.text.split('\rabc\r\n')).toHaveLength(2);
    expect(terminal.text).not.toContain('aecho');
  });

  it('waits for what the client sent before it, for each client by itself', async () => {
    const terminal = await create();
    const { sessionId } = terminal;
    await terminal.type('stty -echo; echo rea""dy; cat\r');
    await terminal.waitFor('ready\r\n');
    const send = (data: string, seq: number, clientId = 'tab') =>
      emit(socket, 'terminal_data', { sessionId, data, clientId, seq });
    const missing = (missingInput: number) => ({
      ok: false,
      error: { code: 'CONFLICT', details: { missingInput } },
    });
    expect(await send('lost\r', 2)).toMatchObject(missing(1));
    expect(await send('one\r', 1)).toMatchObject({ ok: true });
    expect(await send('other\r', 1, 'another tab')).toMatchObject({ ok: true });
    expect(await send('lost\r', 4)).toMatchObject(missing(2));
    expect(await send('two\r', 2)).toMatchObject({ ok: true });
    expect(await send('three\r', 3)).toMatchObject({ ok: true });
    await terminal.waitFor('three\r\n');
    expect(terminal.text).toMatch(/ready\r\none\r\nother\r\ntwo\r\nthree\r\n$/);
  });

  it('does not block the workspace when the program reads nothing', async () => {
    const stuck = await create();
    await stuck.type('stty raw -echo; echo go; sleep 1000\r');
    await stuck.waitFor('\rgo');
    for (let i = 0; i < 3; i++) await stuck.type('x'.repeat(1024 * 1024));
    const other = await create();
    await other.type('echo alive\r');
    await other.waitFor('\ralive');
  });

  it('is refused when it makes no sense, and nothing breaks', async () => {
    const terminal = await create();
    const { sessionId } = terminal;
    for (const cols of [0, -1, Number.NaN, '80', 1e9, 1.5, null, undefined]) {
      expect(await codeOf(socket, 'terminal_resize', { sessionId, cols, rows: 24 })).toBe('INVALID_INPUT');
      expect(await codeOf(socket, 'terminal_create', { projectId, cols, rows: 24 })).toBe('INVALID_INPUT');
      expect(await codeOf(socket, 'terminal_create', { projectId, cols: 80, rows: cols })).toBe(
        'INVALID_INPUT',
      );
    }
    const unknown = sessionId.replace(/.{4}$/, '0000');
    const foreign = sessionId.replace(projectId, 'aaaaaaaaaaaa');
    for (const id of [unknown, foreign, 'nonsense', '', '../../etc']) {
      for (const name of ['terminal_attach', 'terminal_close', 'terminal_detach'] as const) {
        expect(await codeOf(socket, name, { sessionId: id })).toBe(
          name === 'terminal_detach' && id === unknown ? 'ok' : 'NOT_FOUND',
        );
      }
      expect(await codeOf(socket, 'terminal_data', { sessionId: id, data: 'x' })).toBe('NOT_FOUND');
      expect(await codeOf(socket, 'terminal_resize', { sessionId: id, ...size })).toBe('NOT_FOUND');
    }
    for (const input of [undefined, null, 7, 'x', {}, { sessionId: {} }, { sessionId, data: 7 }]) {
      expect(await codeOf(socket, 'terminal_data', input)).toBe('INVALID_INPUT');
    }
    for (const offset of [-1, 1.5, 'x', 1e99]) {
      expect(await codeOf(socket, 'terminal_ack', { sessionId, offset })).toBe('INVALID_INPUT');
    }
    socket.emit('terminal_data', { sessionId, data: 'echo still $$\r' });
    socket.emit('terminal_create', 'nonsense without a callback');
    await terminal.waitFor(`\rstill ${terminal.terminal.pid}`);
  });
});

describe('what a program asks its terminal', () => {
  it('is answered once, however many look on', async () => {
    const terminal = await create();
    const other = await app.socket();
    await TerminalClient.attach(other, { sessionId: terminal.sessionId });
    await terminal.type(
      'stty -echo; printf \'\\e[6n\'; IFS= read -rs -d R answer; read -rs -t 0.3 -n 1 more; printf \'got %q [%s]\\n\' "$answer" "$more"\r',
    );
    await terminal.waitFor('got ');
    await terminal.until(() => /got \S+ \[\S*\]\r\n/.test(terminal.text));
    expect(terminal.text).toMatch(/got \$'\\E\[\d+;\d+' \[\]/);
  });
});

describe('a program that asks for the colours', () => {
  it('is told once those of the visible client that told its own last', async () => {
    const colors = (background: string) => ({ foreground: '#000000', background, cursor: '#000000' });
    const terminal = await create({ colors: colors('#102030') });
    const { sessionId } = terminal;
    const other = await app.socket();
    const ask = async () => {
      const start = terminal.text.length;
      await terminal.type(
        `stty -echo; printf '\\e]11;?\\a'; IFS= read -rs -d '\\' answer; read -rs -t 0.2 -n 1 more; printf 'got %q [%s]\\n' "$answer" "$more"\r`,
      );
      const got = () => /got \S*;rgb:(\S+)\\E' \[(.*)\]\r\n/.exec(terminal.text.slice(start));
      await terminal.until(() => got() !== null);
      return got()?.slice(1);
    };
    expect(await ask()).toEqual(['1010/2020/3030', '']);
    await TerminalClient.attach(other, { sessionId, visible: false, colors: colors('#ff0000') });
    expect(await ask()).toEqual(['1010/2020/3030', '']);
    await emitOk(other, 'terminal_resize', { sessionId, ...size, visible: true, colors: colors('#ffffff') });
    expect(await ask()).toEqual(['ffff/ffff/ffff', '']);
    const spoilt = { sessionId, ...size, colors: colors('red') };
    expect(await codeOf(socket, 'terminal_resize', spoilt)).toBe('INVALID_INPUT');
  });
});

describe('coming back', () => {
  it('finds the same shell after the server was restarted', async () => {
    const terminal = await create();
    await terminal.type('marker=kept; printf "\\e[?2004h\\e[31mred"; echo ok\r');
    await terminal.waitFor('redok');
    await app.stopServer();
    await app.startServer();
    socket = await app.socket();
    const { terminals } = await emitOk(socket, 'terminal_list', { projectId });
    expect(terminals.map(({ sessionId, pid }) => [sessionId, pid])).toEqual([
      [terminal.sessionId, terminal.terminal.pid],
    ]);
    const again = await TerminalClient.attach(socket, { sessionId: terminal.sessionId, ...size });
    expect(again.snapshot).toContain('\x1b[0;31mredok');
    await again.type('echo $marker\r');
    await again.waitFor('\rkept');
  });

  it('is sent only what it missed when that is still at hand', async () => {
    const terminal = await create();
    await terminal.type('echo one\r');
    await terminal.waitFor('\rone');
    const { next, sessionId } = terminal;
    socket.disconnect();
    socket = await app.socket();
    await emitOk(socket, 'terminal_data', { sessionId, data: 'echo two\r' });
    const again = await TerminalClient.attach(socket, { sessionId, since: next, ...size });
    expect(again.terminal).toMatchObject({ resumed: true, snapshot: '', offset: next });
    await again.waitFor('\rtwo');
  });

  it('shows the last screen of a shell that ended meanwhile', async () => {
    const terminal = await create();
    const { sessionId } = terminal;
    await terminal.type('echo last words; exit 5\r');
    await terminal.until(() => terminal.exit !== undefined);
    const again = await TerminalClient.attach(await app.socket(), { sessionId });
    await again.until(() => again.exit !== undefined);
    expect(again.snapshot).toContain('last words');
    expect(again.exit).toMatchObject({ exitCode: 5 });
  });

  it('leaves no process when the project is stopped', async () => {
    const project = await app.client().project.create.mutate({ name: 'Stopped' });
    const terminal = await TerminalClient.create(socket, { projectId: project.id, ...size });
    const unique = `9005.${Date.now()}`;
    await terminal.type(`setsid nohup sleep ${unique} & ${idOf(`sleep ${unique}`)}\r`);
    await terminal.until(() => /pid \d+ end/.test(terminal.text));
    const pid = Number(/pid (\d+) end/.exec(terminal.text)?.[1]);
    await app.client().project.stop.mutate({ projectId: project.id });
    expect([isAlive(pid), isAlive(terminal.terminal.pid)]).toEqual([false, false]);
    await terminal.until(() => terminal.exit !== undefined);
  });
});
