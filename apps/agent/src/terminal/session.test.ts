import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import type { LinkEvent } from '@berth/protocol/terminal-link';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ScreenListener, Screens } from './screens';
import { Session, type SessionOptions } from './session';

const MIB = 1024 * 1024;

/** Screens that keep what they are handed, and whose worker dies when a test says so. */
class KeptScreens {
  listener: ScreenListener | undefined;
  handed: Uint8Array[] = [];
  live = new Set<number>();
  create = (screen: number, _size: unknown, listener: ScreenListener): void => {
    this.listener = listener;
    this.live.add(screen);
  };
  output = (_screen: number, bytes: Uint8Array): void => void this.handed.push(bytes);
  unsettled = (): number => 0;
  resize = (): void => {};
  showColors = (): void => {};
  dispose = (screen: number): void => void this.live.delete(screen);
  snapshot = async () => ({ text: 'the screen', offset: this.bytes, cols: 80, rows: 24 });
  get bytes(): number {
    return this.handed.reduce((sum, { length }) => sum + length, 0);
  }
}

let screens: KeptScreens;
let session: Session;
let announced: PassThrough;

/** A shell that prints a mebibyte whenever it reads a line. */
function optionsWith(more: Partial<SessionOptions> = {}): SessionOptions {
  return {
    sessionId: 'terminal_x_y',
    projectId: 'x',
    root: tmpdir(),
    channel: 1,
    name: '',
    size: { cols: 80, rows: 24 },
    scrollback: 100,
    screens: screens as unknown as Screens,
    file: '/bin/sh',
    args: [
      '-c',
      'stty -echo; echo ready; while read -r line; do head -c 1048576 /dev/zero | tr "\\0" "$line"; done',
    ],
    environment: { PATH: '/usr/bin:/bin' },
    cwd: tmpdir(),
    onChange: () => announced.write('.'),
    ...more,
  };
}

beforeEach(async () => {
  screens = new KeptScreens();
  announced = new PassThrough();
  session = new Session(optionsWith());
  await expect.poll(() => screens.bytes).toBe('ready\r\n'.length);
});
afterEach(async () => {
  const ended = once(announced, 'data');
  process.kill(session.pid, 'SIGKILL');
  await ended;
  session.dispose();
});

async function printed(letter: string): Promise<void> {
  const before = screens.bytes;
  session.write(Buffer.from(`${letter}\n`));
  await expect.poll(() => screens.bytes - before).toBe(MIB);
}

it('synchronises a viewer whose bytes were overwritten while it was described', async () => {
  await printed('a');
  const since = screens.bytes - 10;
  expect(session.canResume(since)).toBe(true);
  const events: LinkEvent[] = [];
  await printed('b');
  await printed('c');
  expect(session.canResume(since)).toBe(false);
  const viewer = session.addViewer({ sendFrame: () => {}, sendEvent: (event) => events.push(event) });
  session.start(viewer, since);
  await expect.poll(() => events).toMatchObject([{ type: 'resync', offset: screens.bytes }]);
  expect(viewer.state).toBe('live');
});

it('holds no program up for a viewer whose screen is lost', async () => {
  await printed('a');
  await printed('b');
  screens.snapshot = () => Promise.reject(new Error('The screen is lost.'));
  const viewer = session.addViewer({ sendFrame: () => {}, sendEvent: () => {} });
  session.start(viewer, 0);
  await printed('c');
  await printed('d');
});

it('hands a new screen all that is left of the output, however much comes meanwhile', async () => {
  await printed('a');
  await printed('b');
  const lost = screens.listener?.onLost();
  expect(lost?.position).toBe(screens.bytes - MIB);
  expect(Buffer.from(lost?.output ?? []).equals(Buffer.alloc(MIB, 'b'))).toBe(true);
  await printed('c');
});

it('lets go of its screen when no shell can be started, and says so', () => {
  // The system is asked for a terminal of no size it knows.
  const size = { cols: 'eighty' as unknown as number, rows: 24 };
  expect(() => new Session(optionsWith({ channel: 2, size }))).toThrow(
    expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('could not start') }),
  );
  expect([...screens.live]).toEqual([1]);
});
