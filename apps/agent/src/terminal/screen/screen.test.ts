import { expect, it } from 'vitest';
import { Screen } from './screen';
import { describeTerminal, plainTerminal, write } from './testing/compare';
import { randomColors, randomNumbers, randomOutput } from './testing/random-output';

const COLS = 40;
const ROWS = 12;
const SCROLLBACK = 60;

interface Run {
  output: Uint8Array;
  /** Where the output is cut into chunks, and after which of them the snapshot is taken. */
  cuts: number[];
  snapshotAfter: number;
}

/** What a client sees that attaches in the middle, beside one that saw everything. */
async function restoredAndControl({ output, cuts, snapshotAfter }: Run) {
  const screen = new Screen({ id: 1, cols: COLS, rows: ROWS, scrollback: SCROLLBACK, position: 0 }, () => {});
  const edges = [0, ...cuts, output.length];
  const restored = plainTerminal(COLS, ROWS, SCROLLBACK);
  for (let i = 0; i + 1 < edges.length; i++) {
    screen.output(output.slice(edges[i], edges[i + 1]));
    if (i !== snapshotAfter) continue;
    const { text, offset } = await screen.snapshot();
    await write(restored, text);
    await write(restored, output.slice(offset));
    break;
  }
  screen.dispose();
  const control = plainTerminal(COLS, ROWS, SCROLLBACK);
  await write(control, output);
  const result = { restored: describeTerminal(restored), control: describeTerminal(control) };
  restored.dispose();
  control.dispose();
  return result;
}

it.each([
  { what: 'any state', output: randomOutput, seeds: 300 },
  { what: 'the colours that programs set', output: randomColors, seeds: 100 },
])('restores $what at any byte, cell by cell', async ({ output: outputOf, seeds }) => {
  for (let seed = 1; seed <= seeds; seed++) {
    const random = randomNumbers(seed);
    const output = new TextEncoder().encode(outputOf(random, 60));
    const cuts = Array.from({ length: 5 }, () => Math.floor(random() * output.length)).sort((a, b) => a - b);
    const { restored, control } = await restoredAndControl({ output, cuts, snapshotAfter: seed % 5 });
    expect(JSON.stringify(restored) === JSON.stringify(control) ? 0 : seed).toBe(0);
  }
});

it('tells a new title while output never stops', async () => {
  const titles: string[] = [];
  const screen = new Screen(
    { id: 1, cols: COLS, rows: ROWS, scrollback: SCROLLBACK, position: 0 },
    (message) => {
      if (message.type === 'title') titles.push(message.title);
    },
  );
  screen.output(new TextEncoder().encode('\x1b]0;building\x07'));
  const endless = setInterval(() => screen.output(new TextEncoder().encode('compiling\r\n')), 5);
  try {
    await expect.poll(() => titles, { interval: 20 }).toEqual(['building']);
  } finally {
    clearInterval(endless);
    screen.dispose();
  }
});
