import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDocker, startDockerApp } from './support/engine';
import { ScreenViewer } from './support/screen-viewer';
import type { TestApp } from './support/test-app';

const size = { cols: 100, rows: 30 };
const QUIT_PROMPT = /\$ $/m;

/** One thing a person does, and what the screen shows when it is done. */
interface Step {
  type?: string;
  resize?: [cols: number, rows: number];
  shows: string | RegExp;
}

const source = Array.from({ length: 400 }, (_, line) => `int value${line} = ${line}; // “é” 漢字`).join('\n');

/** What people run in terminals, step by step. After every step a client that attaches sees what one that saw every byte sees. */
const programs: Record<string, Step[]> = {
  'vim, with colours, splits, another size and a long file': [
    { type: 'vim -u NONE -N text.c\r', shows: 'value0 ' },
    { type: ':syntax on\r:set number mouse=a\r', shows: /^ +1 int value0/m },
    { type: '200G', shows: 'value199 ' },
    { type: ':split | vsplit\r', shows: /text\.c.*text\.c/ },
    { resize: [70, 20], shows: /text\.c/ },
    { type: 'ihello \x1b', shows: 'hello' },
    { resize: [120, 40], shows: 'hello' },
    { type: ':qa!\r', shows: QUIT_PROMPT },
  ],
  'less, searching and resized': [
    { type: 'less -N text.c\r', shows: /^ +1 int value0/m },
    { type: 'G', shows: 'value399 ' },
    { type: '?value250\r', shows: 'value250 ' },
    { resize: [60, 15], shows: 'value250 ' },
    { type: 'q', shows: QUIT_PROMPT },
    { resize: [100, 30], shows: QUIT_PROMPT },
  ],
  'htop, drawing over and over': [
    { type: 'htop -d 2\r', shows: /F10\s*Quit/ },
    { resize: [80, 24], shows: /F10\s*Quit/ },
    { type: 'q', shows: QUIT_PROMPT },
  ],
  '200,000 lines': [{ type: "seq 1 200000; echo 'th''e end'\r", shows: /^the end$/m }],
  'wide and combining characters, colours and styles at the edge of the screen': [
    {
      type: 'for i in $(seq 300); do printf "\\e[3%d;%dm漢字e\\u0301\\u0300👩‍👩‍👧🏽ｗｉｄｅ\\e[0m" $((i%8)) $((i%10)); done; echo; echo "wi""de"\r',
      shows: /^wide$/m,
    },
    { resize: [41, 30], shows: /^wide$/m },
    { resize: [100, 30], shows: /^wide$/m },
  ],
  'colours that a program sets and gives back': [
    {
      type: 'printf "\\e]4;1;#102030;200;rgb:aa/bb/cc\\a\\e]10;#405060\\a\\e]12;#708090\\a\\e[31mse""t\\e[m\\n"\r',
      shows: /^set$/m,
    },
    { type: 'printf "\\e]104;200\\a\\e]112\\a\\e[31mba""ck\\e[m\\n"\r', shows: /^back$/m },
  ],
  'the alternate screen, resized while it is shown, with mouse and paste modes': [
    {
      type: 'printf "\\e[?1049h\\e[?1002h\\e[?1006h\\e[?2004h\\e[5;10Hal""ternate"; read -r\r',
      shows: /^ {9}alternate$/m,
    },
    { resize: [50, 12], shows: 'alternate' },
    { resize: [100, 30], shows: 'alternate' },
    { type: '\r', shows: 'alternate' },
    { type: 'printf "\\e[?1049l\\e[?1002l"; echo "ba""ck"\r', shows: /^back$/m },
  ],
};

describeDocker('what a client that comes back sees', () => {
  let app: TestApp;
  let socket: Socket;
  let projectId: string;

  beforeAll(async () => {
    app = await startDockerApp();
    projectId = (await app.client().project.create.mutate({ name: 'Screens' })).id;
    socket = await app.socket();
    const path = join(app.folder(projectId), 'text.c');
    writeFileSync(path, source);
    chmodSync(path, 0o644);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each(Object.entries(programs))(
    'is cell by cell what one that saw every byte sees: %s',
    async (_, steps) => {
      const control = await ScreenViewer.create(socket, { projectId, ...size });
      const { sessionId } = control;
      for (const step of steps) {
        if (step.resize) await control.resize(...step.resize);
        if (step.type) await control.type(step.type);
        await control.shows(step.shows);
        await expectSameScreens(control, await app.socket());
      }
      await control.stop();
      await new Promise((resolve) => socket.emit('terminal_close', { sessionId }, resolve));
    },
  );
});

/** Attaches anew and compares both screens where they have drawn equally far. */
async function expectSameScreens(control: ScreenViewer, socket: Socket): Promise<void> {
  const restored = await ScreenViewer.attach(socket, control.sessionId);
  // A program may go on drawing: both follow until neither is ahead.
  for (;;) {
    await control.reaches(restored.next);
    await restored.reaches(control.next);
    if (control.next !== restored.next) continue;
    const [seen, expected, position] = [await restored.describe(), await control.describe(), control.next];
    if (position !== control.next || position !== restored.next) continue;
    expect(seen).toEqual(expected);
    break;
  }
  await restored.stop();
  socket.disconnect();
}
