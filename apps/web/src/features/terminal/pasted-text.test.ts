import { expect, it } from 'vitest';
import { asksBefore, asOneLine, pastedLines, withoutEscapes } from './pasted-text';

const plain = { isMarked: false, isFullScreen: false };

it('asks before any line end that a program takes as typed, and never else', () => {
  for (const text of ['one\ntwo', 'one\r\ntwo', 'one\rtwo', 'one\n', '\n']) {
    expect(asksBefore(text, plain)).toBe(true);
    expect(asksBefore(text, { ...plain, isMarked: true })).toBe(false);
    expect(asksBefore(text, { ...plain, isFullScreen: true })).toBe(false);
  }
  for (const text of ['', 'one', 'a\tb', 'a\u2028b']) expect(asksBefore(text, plain)).toBe(false);
});

it('counts lines as a program reads them', () => {
  const count = (text: string) => pastedLines(text).count;
  expect(['a\nb', 'a\nb\n', 'a\r\nb\r\n', 'a\rb', 'a\n', '\n', '\n\n', 'a\n\nb'].map(count)).toEqual([
    2, 2, 2, 2, 1, 1, 2, 3,
  ]);
  expect(count('line\n'.repeat(200_000))).toBe(200_000);
});

it('shows the first lines, cut where they are long, with what hides itself', () => {
  expect(pastedLines('1\n2\n3\n4\n5\n6\n7').first).toEqual(['1', '2', '3', '4', '5']);
  expect(pastedLines(`${'x'.repeat(5_000)}\n`).first).toEqual([`${'x'.repeat(200)}…`]);
  const [hidden] = pastedLines('ls\t-a \x1b[8m \x7f \u202e \u200b \u0085 👩\u200d💻 日本 \ud83d\n').first;
  expect(hidden).toBe('ls\t-a ␛[8m ␡ <U+202E> <U+200B> <U+0085> 👩\u200d💻 日本 <U+D83D>');
});

it('joins lines into one that does not run', () => {
  expect(asOneLine('make\n')).toBe('make');
  expect(asOneLine('docker run \\\n    --rm \\\r\n\timage\n\n')).toBe('docker run --rm image');
  expect(asOneLine(' kept out of the history\nb\rc')).toBe(' kept out of the history b c');
  expect(asOneLine('echo \\\\\nx')).toBe(String.raw`echo \\ x`);
  expect(asOneLine('\n\n')).toBe('');
});

it('lets nothing out of the marks around pasted text', () => {
  expect(withoutEscapes('a\x1b[201~\rrm -r x\r')).toBe('a␛[201~\rrm -r x\r');
});
