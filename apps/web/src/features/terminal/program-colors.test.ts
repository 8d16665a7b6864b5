import { expect, it } from 'vitest';
import { ProgramColors } from './program-colors';

const theme = { foreground: '#000001', background: '#000002', cursor: '#000003', red: '#000004' };

it('is the theme itself while programs set nothing', () => {
  const colors = new ProgramColors();
  expect(colors.take(4, '1;?')).toBe(false);
  expect(colors.take(11, '?')).toBe(false);
  expect(colors.take(104, '')).toBe(false);
  expect(colors.take(112, '')).toBe(false);
  expect(colors.over(theme)).toBe(theme);
});

it('sets colours of the palette, beside questions and nonsense too, and gives back those named or all', () => {
  const colors = new ProgramColors();
  expect(colors.take(4, '1;?;2;#ff0000;x;#111111;256;#222222;-1;#333333;3;no colour;17;rgb:1/2/3;9')).toBe(
    true,
  );
  const drawn = colors.over(theme);
  expect(drawn).toEqual({ ...theme, green: '#ff0000', extendedAnsi: [undefined, '#112233'] });
  expect(colors.take(4, '2;#ff0000')).toBe(false);
  expect(colors.take(104, '1;17;nonsense')).toBe(true);
  expect(colors.over(theme)).toEqual({ ...theme, green: '#ff0000' });
  expect(colors.take(4, '255;#fff;1;#00f')).toBe(true);
  expect(colors.over(theme).extendedAnsi?.[239]).toBe('#f0f0f0');
  expect(colors.take(104, '')).toBe(true);
  expect(colors.over(theme)).toBe(theme);
});

it('keeps the colours that the theme has behind the first sixteen', () => {
  const colors = new ProgramColors();
  const extendedAnsi = ['#000010', '#000011', '#000012'];
  colors.take(4, '17;#abcdef');
  expect(colors.over({ extendedAnsi }).extendedAnsi).toEqual(['#000010', '#abcdef', '#000012']);
  expect(extendedAnsi[1]).toBe('#000011');
});

it('sets text, background and cursor in order from the one named, and gives each back', () => {
  const colors = new ProgramColors();
  expect(colors.take(10, '#010101;?;#030303;#040404')).toBe(true);
  expect(colors.over(theme)).toEqual({ ...theme, foreground: '#010101', cursor: '#030303' });
  expect(colors.take(11, '#020202;#050505')).toBe(true);
  expect(colors.take(12, '#060606;#070707')).toBe(true);
  const set = { foreground: '#010101', background: '#020202', cursor: '#060606' };
  expect(colors.over(theme)).toEqual({ ...theme, ...set });
  expect(colors.over({ red: '#111111' })).toEqual({ red: '#111111', ...set });
  for (const sequence of [110, 111, 112] as const) expect(colors.take(sequence, '')).toBe(true);
  expect(colors.over(theme)).toBe(theme);
});
