import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { EventHub } from '../events/hub';
import { Screens } from './screens';
import { markingCommand, sessionMark } from './session-mark';
import { Sessions } from './sessions';

const projectId = 'sessionstest';
const spec = { cols: 80, rows: 24, visible: true, cwd: '.', name: '' };
/** The built agent, for the screens' worker. */
const bundle = join(__dirname, '../../dist');
let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'berth-sessions-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sessionsOf = (): Sessions =>
  new Sessions(
    {
      socket: join(root, 'agent.sock'),
      root,
      archives: root,
      projectId,
      bundle: 'none',
      isolated: true,
      scrollback: 100,
      watchLimit: 10,
    },
    new EventHub(),
    new Screens(100, bundle),
  );

it('starts the first terminal when what a killed agent left behind has ended, and spares it', async () => {
  // Deaf to being asked, it is there for longer than a terminal takes to start.
  const command = `${markingCommand(sessionMark(projectId, 1))}; trap '' HUP TERM; echo ready; while :; do sleep 0.05; done`;
  const left = spawn('/bin/sh', ['-c', command], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void left.kill('SIGKILL'));
  const ended = once(left, 'exit');
  await once(left.stdout, 'data');
  const sessions = sessionsOf();
  const session = await sessions.create(spec);
  await ended;
  expect(left.signalCode).toBe('SIGKILL');
  // Longer than what is left behind is looked for.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(session.isRunning).toBe(true);
  await sessions.closeAll();
});

it('keeps the five that ended last, and lets go of those before', async () => {
  const sessions = sessionsOf();
  const ids: string[] = [];
  for (let count = 0; count < 7; count++) {
    const session = await sessions.create(spec);
    ids.push(session.sessionId);
    process.kill(session.pid, 'SIGKILL');
    await expect.poll(() => session.isRunning).toBe(false);
  }
  expect((await sessions.list()).map(({ sessionId }) => sessionId)).toEqual(ids.slice(2));
  expect(() => sessions.get(ids[0] ?? '')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  await sessions.closeAll();
});
