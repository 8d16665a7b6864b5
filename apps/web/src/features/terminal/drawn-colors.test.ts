import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DrawnColors } from './drawn-colors';

interface Core {
  _core: { _inputHandler: { onColor(listener: () => void): void } };
}

const dark = { background: '#101010', foreground: '#eeeeee' };
const light = { background: '#ffffff', foreground: '#111111' };
let frames: (() => void)[];

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.splice(frame - 1, 1));
});
afterEach(() => vi.unstubAllGlobals());

const nextFrame = () => {
  for (const draw of frames.splice(0)) draw();
};

function drawnTerminal() {
  const terminal = new Terminal({ allowProposedApi: true });
  const colors = new DrawnColors(terminal, dark);
  const print = (output: string) => new Promise<void>((resolve) => terminal.write(output, resolve));
  return { terminal, colors, print };
}

it('draws what a program sets over every theme, once a frame, until it is given back', async () => {
  const { terminal, colors, print } = drawnTerminal();
  expect(terminal.options.theme).toEqual(dark);
  await print('\x1b]11;#200000\x07\x1b]4;1;?;2;#00ff00\x07\x1b]11;#400000\x07');
  expect(terminal.options.theme).toEqual(dark);
  expect(frames).toHaveLength(1);
  nextFrame();
  expect(terminal.options.theme).toEqual({ ...dark, background: '#400000', green: '#00ff00' });
  colors.setTheme(light);
  expect(terminal.options.theme).toEqual({ ...light, background: '#400000', green: '#00ff00' });
  await print('\x1b]104\x1b\\\x1b]111\x1b\\');
  nextFrame();
  expect(terminal.options.theme).toBe(light);
});

it('tells its background to what stands around it', async () => {
  const { colors, print } = drawnTerminal();
  const setProperty = vi.fn();
  colors.paintAround({ style: { setProperty } as unknown as CSSStyleDeclaration });
  expect(setProperty).toHaveBeenLastCalledWith('--terminal-background', '#101010');
  await print('\x1b]11;#200000\x07');
  nextFrame();
  expect(setProperty).toHaveBeenLastCalledWith('--terminal-background', '#200000');
});

it('draws no frame for what changes nothing, and none after its end', async () => {
  const { colors, print } = drawnTerminal();
  await print('\x1b]11;?\x07\x1b]104\x07\x1b]12;red\x07');
  expect(frames).toHaveLength(0);
  await print('\x1b]11;#200000\x07');
  colors.dispose();
  expect(frames).toHaveLength(0);
});

it.each([
  '\x1b]4;1;?\x07',
  '\x1b]4;1;#123456;1;?\x07',
  '\x1b]10;?\x07',
  '\x1b]11;?\x1b\\',
  '\x1b]12;?\x07',
  '\x1b]11;?;#ffffff\x07',
])('keeps the emulator from answering %j', async (question) => {
  const answersTo = async (terminal: Terminal) => {
    const answered = vi.fn();
    terminal.onData(answered);
    // Behind it xterm.js answers, once there is a page to draw on.
    (terminal as unknown as Core)._core._inputHandler.onColor(answered);
    await new Promise<void>((resolve) => terminal.write(question, resolve));
    return answered.mock.calls.length;
  };
  // The control: an emulator left alone does.
  expect(await answersTo(new Terminal({ allowProposedApi: true }))).toBeGreaterThan(0);
  expect(await answersTo(drawnTerminal().terminal)).toBe(0);
});
