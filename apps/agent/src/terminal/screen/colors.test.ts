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
  expect(ask('\x1b]4;1;?\x07')).toBe('');
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
