import type { TerminalColors } from '@berth/protocol/terminal';
import type { ITheme } from '@xterm/xterm';

const dark = {
  background: '#191c21',
  foreground: '#e3e7ee',
  cursor: '#e3e7ee',
  cursorAccent: '#191c21',
  selectionBackground: '#6d9eff55',
  black: '#2a2f37',
  red: '#ff7b85',
  green: '#6fce97',
  yellow: '#e0b45c',
  blue: '#82abff',
  magenta: '#d895ea',
  cyan: '#6cc8d8',
  white: '#c9d0da',
  brightBlack: '#7d8796',
  brightRed: '#ff9aa1',
  brightGreen: '#8fe0b0',
  brightYellow: '#f0ca7e',
  brightBlue: '#a5c3ff',
  brightMagenta: '#e7b5f4',
  brightCyan: '#94dcea',
  brightWhite: '#ffffff',
} satisfies ITheme;

const light = {
  background: '#ffffff',
  foreground: '#1d232c',
  cursor: '#1d232c',
  cursorAccent: '#ffffff',
  selectionBackground: '#2f6bdc40',
  black: '#1d232c',
  red: '#b4232f',
  green: '#1a7440',
  yellow: '#8a5a00',
  blue: '#2459c2',
  magenta: '#8a2a9e',
  cyan: '#0f6d7e',
  white: '#59626f',
  brightBlack: '#636c79',
  brightRed: '#c62f3b',
  brightGreen: '#1f8a4c',
  brightYellow: '#a06a00',
  brightBlue: '#2f6bdc',
  brightMagenta: '#9a2bb0',
  brightCyan: '#13819a',
  brightWhite: '#3a404a',
} satisfies ITheme;

export const emulatorTheme = (theme: 'light' | 'dark'): ITheme => (theme === 'dark' ? dark : light);

const told = (theme: typeof dark): TerminalColors => ({
  foreground: theme.foreground,
  background: theme.background,
  cursor: theme.cursor,
  palette: [
    theme.black,
    theme.red,
    theme.green,
    theme.yellow,
    theme.blue,
    theme.magenta,
    theme.cyan,
    theme.white,
    theme.brightBlack,
    theme.brightRed,
    theme.brightGreen,
    theme.brightYellow,
    theme.brightBlue,
    theme.brightMagenta,
    theme.brightCyan,
    theme.brightWhite,
  ],
});
const toldOf = { dark: told(dark), light: told(light) };

/** What programs that ask are told of the theme; the same object for the same theme. */
export const programColors = (theme: 'light' | 'dark'): TerminalColors => toldOf[theme];
