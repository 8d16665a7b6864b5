import { guardInterpreter } from '@berth/protocol/terminal-emulator';
import { expect, it } from 'vitest';
import { Screen } from './screen';
import { describeTerminal, plainTerminal, write } from './testing/compare';
import { internals } from './xterm-internals';

const COLS = 40;
const ROWS = 12;
const MOST = 2_147_483_647;

/** A terminal as xterm.js makes it, and one that is guarded, after the same output. */
async function both(output: string) {
  const plain = plainTerminal(COLS, ROWS, 60);
  const guarded = plainTerminal(COLS, ROWS, 60);
  guardInterpreter(internals(guarded)._inputHandler);
  await write(plain, output);
  await write(guarded, output);
  return { plain: describeTerminal(plain), guarded: describeTerminal(guarded) };
}

const page = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\r\n');

it.each(['S', 'T', 'L', 'M', 'I', 'Z'])(
  'takes a count of CSI %s at what makes a difference',
  async (final) => {
    for (const count of ['', '0', '1', '3', String(ROWS - 1), String(ROWS), '41', '500']) {
      const { plain, guarded } = await both(`${page}\x1b[5;9H\x1b[${count}${final}after`);
      expect(guarded).toEqual(plain);
    }
  },
);

it.each(['S', 'T', 'L', 'M', 'I', 'Z', 'b'])(
  'is not held up by the largest count of CSI %s',
  async (final) => {
    // xterm.js itself would take minutes, or the memory of the machine: this ends within the test's time or not at all.
    const screen = new Screen({ id: 1, cols: COLS, rows: ROWS, scrollback: 60, position: 0 }, () => {});
    for (let round = 0; round < 100; round++) {
      screen.output(new TextEncoder().encode(`${page}\x1b[5;9Hx\x1b[${MOST}${final}after`));
    }
    expect(screen.snapshot().text).toContain('after');
    screen.dispose();
  },
);

it('repeats a character as often as there are cells, at most', async () => {
  const { plain, guarded } = await both('x\x1b[30b');
  expect(guarded).toEqual(plain);
  const screen = new Screen({ id: 1, cols: COLS, rows: ROWS, scrollback: 60, position: 0 }, () => {});
  screen.output(new TextEncoder().encode(`x\x1b[${MOST}b`));
  expect(screen.snapshot().text.match(/x/g)?.length).toBe(1 + COLS * ROWS);
  screen.dispose();
});

it('erases everything before the last cell, where xterm.js itself throws', () => {
  const terminal = plainTerminal(COLS, ROWS, 60);
  const { _inputHandler: interpreter } = internals(terminal);
  const output = '\x1b[2J\x1b[Hline\x1b[999;999H\x1b[1J\rafter';
  expect(() => interpreter.parse(output)).toThrow(TypeError);
  interpreter._parser.reset();
  guardInterpreter(interpreter);
  interpreter.parse(output);
  const lines = [0, ROWS - 1].map((line) => terminal.buffer.active.getLine(line)?.translateToString(true));
  expect(lines).toEqual(['', 'after']);
});

it('loses what is being read to a fault, and reads what comes then', () => {
  const terminal = plainTerminal(COLS, ROWS, 60);
  const { _inputHandler: interpreter } = internals(terminal);
  interpreter.eraseInDisplay = () => {
    throw new TypeError('A fault.');
  };
  guardInterpreter(interpreter);
  interpreter.parse('before\x1b[Jlost');
  interpreter.parse('\r\nafter');
  const lines = [0, 1].map((line) => terminal.buffer.active.getLine(line)?.translateToString(true));
  expect(lines).toEqual(['before', 'after']);
});

const link = (address: string, label: string): string => `\x1b]8;;${address}\x1b\\${label}\x1b]8;;\x1b\\`;

it('is not held up by links in every cell, however many lines scroll out with them', () => {
  // xterm.js itself takes half a minute for 5,000 such lines.
  const screen = new Screen({ id: 1, cols: 80, rows: 24, scrollback: 10_000, position: 0 }, () => {});
  for (let block = 0; block < 30; block++) {
    const lines = Array.from({ length: 1_000 }, (_, line) => {
      const links = Array.from({ length: 10 }, (_, at) => link(`https://a.test/${block}/${line}/${at}`, 'f'));
      return `${links.join(' ')}\r\n`;
    });
    screen.output(new TextEncoder().encode(lines.join('')));
  }
  const { text } = screen.snapshot();
  screen.dispose();
  expect(text.includes('\x1b]8;;https://a.test/29/999/9\x1b\\f')).toBe(true);
  // Those that were drawn longest ago are text.
  expect(text.includes('https://a.test/20/0/0')).toBe(false);
  expect(text.length).toBeLessThan(4_000_000);
});

it('keeps a link that is drawn again and again', () => {
  const screen = new Screen({ id: 1, cols: 80, rows: 24, scrollback: 1_000, position: 0 }, () => {});
  const lines = Array.from({ length: 50_000 }, (_, line) => `${link('https://a.test/', 'a')}${line}\r\n`);
  screen.output(new TextEncoder().encode(lines.join('')));
  expect(screen.snapshot().text.split('https://a.test/')).toHaveLength(1_000 + 24);
  screen.dispose();
});
