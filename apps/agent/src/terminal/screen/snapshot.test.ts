import { expect, it } from 'vitest';
import { snapshot } from './snapshot';
import { describeTerminal, plainTerminal, write } from './testing/compare';

const COLS = 40;
const ROWS = 12;

it('leaves older lines out of a history that would take too much, and nothing else', async () => {
  const terminal = plainTerminal(COLS, ROWS, 1_000);
  for (let line = 0; line < 500; line++) {
    await write(terminal, `\x1b[3${line % 8}m${line} ${'long '.repeat(line % 20)}\r\n`);
  }
  await write(terminal, '\x1b[44mthe end');
  const whole = snapshot(terminal);
  const cut = snapshot(terminal, 8_000);
  expect(cut.length).toBeLessThan(9_000);
  expect(whole.length).toBeGreaterThan(2 * cut.length);
  const restored = plainTerminal(COLS, ROWS, 1_000);
  await write(restored, cut);
  const lines = (each: typeof terminal): string[] => {
    const { active } = each.buffer;
    return Array.from({ length: active.length }, (_, y) =>
      JSON.stringify(active.getLine(y)?.translateToString()),
    );
  };
  const kept = lines(restored);
  expect(kept.length).toBeGreaterThan(50);
  expect(kept.join()).toBe(lines(terminal).slice(-kept.length).join());
  // The line that was cut to is a whole one.
  expect(kept[0]).toMatch(/^"\d/);
  const screenOf = (each: typeof terminal) => {
    const { normal, ...rest } = describeTerminal(each) as { normal: { lines: string[]; cursor: unknown } };
    return { ...rest, cursor: normal.cursor, lines: normal.lines.slice(-ROWS) };
  };
  expect(screenOf(restored)).toEqual(screenOf(terminal));
});

it('keeps the screen however little there is room for', async () => {
  const terminal = plainTerminal(COLS, ROWS, 1_000);
  await write(terminal, Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\r\n'));
  const restored = plainTerminal(COLS, ROWS, 1_000);
  await write(restored, snapshot(terminal, 1));
  expect(restored.buffer.active.length).toBe(ROWS);
  expect(restored.buffer.active.getLine(ROWS - 1)?.translateToString(true)).toBe('line 99');
});
