import { expect, it } from 'vitest';
import { Screen } from './screen';
import type { FromScreens } from './screen-messages';

function screenWith() {
  const replies: string[] = [];
  const post = (message: FromScreens) => {
    if (message.type === 'reply') replies.push(message.data);
  };
  const screen = new Screen({ id: 1, cols: 40, rows: 12, scrollback: 60, position: 0 }, post);
  /** What the screen answers to the output. */
  const ask = (output: string): string => {
    replies.length = 0;
    screen.output(new TextEncoder().encode(output));
    return replies.join('');
  };
  return { screen, ask };
}

const dark = { foreground: '#e3e7ee', background: '#191c21', cursor: '#0102Ff' };

it('tells programs the colours of the page that shows the terminal, and nothing before there is one', () => {
  const { screen, ask } = screenWith();
  expect(ask('\x1b]11;?\x07')).toBe('');
  screen.showColors(dark);
  expect(ask('\x1b]11;?\x07')).toBe('\x1b]11;rgb:1919/1c1c/2121\x1b\\');
  expect(ask('\x1b]10;?;?\x1b\\')).toBe('\x1b]10;rgb:e3e3/e7e7/eeee\x1b\\\x1b]11;rgb:1919/1c1c/2121\x1b\\');
  expect(ask('\x1b]12;?\x07')).toBe('\x1b]12;rgb:0101/0202/ffff\x1b\\');
  screen.dispose();
});

it('tells each colour of the palette once: the page’s own, the fixed ones, and what a program set', () => {
  const { screen, ask } = screenWith();
  expect(ask('\x1b]4;1;?\x07')).toBe('');
  expect(ask('\x1b]4;16;?;231;?;67;?;232;?;255;?\x07')).toBe(
    [
      '\x1b]4;16;rgb:0000/0000/0000\x1b\\',
      '\x1b]4;231;rgb:ffff/ffff/ffff\x1b\\',
      '\x1b]4;67;rgb:5f5f/8787/afaf\x1b\\',
      '\x1b]4;232;rgb:0808/0808/0808\x1b\\',
      '\x1b]4;255;rgb:eeee/eeee/eeee\x1b\\',
    ].join(''),
  );
  screen.showColors({ ...dark, palette: Array.from({ length: 16 }, (_, at) => `#0000${at + 10}`) });
  expect(ask('\x1b]4;1;?\x07')).toBe('\x1b]4;1;rgb:0000/0000/1111\x1b\\');
  expect(ask('\x1b]4;1;#aabbcc;1;?\x07')).toBe('\x1b]4;1;rgb:aaaa/bbbb/cccc\x1b\\');
  expect(ask('\x1b]104\x07\x1b]4;1;?\x07')).toBe('\x1b]4;1;rgb:0000/0000/1111\x1b\\');
  expect(ask('\x1b]4;256;?;-1;?;1e9;?;99999999999;?\x07')).toBe('');
  expect(ask(`\x1b]4${';1;?'.repeat(10_000)}\x07`).match(/rgb:/g)).toHaveLength(256);
  screen.dispose();
});

it('keeps what programs set in the snapshot, which asks nothing and stays small', () => {
  const { screen, ask } = screenWith();
  const all = Array.from({ length: 3_000 }, (_, at) => `;${at};#102030`).join('');
  ask(`\x1b]4${all}\x07\x1b]11;#405060\x07\x1b]12;#708090\x07\x1b]112\x07\x1b]104;7\x07\x1b]10;?\x07`);
  const { text } = screen.snapshot();
  expect(text.match(/;\d+;rgb:1010\/2020\/3030/g)).toHaveLength(255);
  expect(text).toContain('\x1b]11;rgb:4040/5050/6060\x1b\\');
  expect(text).not.toContain('\x1b]12;');
  expect(text).not.toContain('?\x07');
  expect(text.length).toBeLessThan(10_000);
  screen.dispose();
});

it('tells them the colour a program has set until it is given back', () => {
  const { screen, ask } = screenWith();
  screen.showColors(dark);
  expect(ask('\x1b]11;rgb:00/80/ff\x07')).toBe('');
  expect(ask('\x1b]11;?\x07')).toBe('\x1b]11;rgb:0000/8080/ffff\x1b\\');
  expect(ask('\x1b]111\x07\x1b]11;?\x07')).toBe('\x1b]11;rgb:1919/1c1c/2121\x1b\\');
  screen.dispose();
});
