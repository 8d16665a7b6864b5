/** What of pasted text is shown before it runs: lines, and UTF-16 units of each. */
const SHOWN = { lines: 5, chars: 200 };

const lineEnd = /\r\n|\r|\n/;
/** Controls, directions and unpaired halves: what hides text, or shows it in another order. Words and emoji keep their joiners. */
const unseen = /[^\P{Cc}\t]|[\p{Cs}\p{Zl}\p{Zp}]|(?!\u200c|\u200d)\p{Cf}/gu;

/** How a program takes what is pasted into its terminal. */
export interface Taking {
  /** It asked for marks around pasted text (bracketed paste), and waits for a key before it acts. */
  isMarked: boolean;
  /** It draws the whole screen: what comes is text to it, not commands. */
  isFullScreen: boolean;
}

/** Whether a person is to be asked before the text is pasted, since a shell would run it at once. */
export function asksBefore(text: string, { isMarked, isFullScreen }: Taking): boolean {
  return !isMarked && !isFullScreen && lineEnd.test(text);
}

export interface PastedLines {
  count: number;
  /** The first ones as a person reads them: cut where they are long, with a sign for each character that is not seen. */
  first: readonly string[];
}

export function pastedLines(text: string): PastedLines {
  const lines = text.split(lineEnd);
  // A line end ends a line and begins none.
  if (lines.at(-1) === '') lines.pop();
  return { count: lines.length, first: lines.slice(0, SHOWN.lines).map(readable) };
}

/** The lines joined by blanks, as a shell joins those that end in a backslash; nothing runs before a key is pressed. */
export function asOneLine(text: string): string {
  const [first = '', ...others] = text
    .split(lineEnd)
    .map((line) => line.replace(/(?<!\\)\\$/, '').trimEnd())
    .filter((line) => line !== '');
  return [first, ...others.map((line) => line.trimStart())].join(' ');
}

/** The text without what would end the marks around it: behind them, the rest of it would be typed. */
export const withoutEscapes = (text: string): string => text.replaceAll('\x1b', '\u241b');

function readable(line: string): string {
  const cut = line.length > SHOWN.chars ? `${line.slice(0, SHOWN.chars)}…` : line;
  return cut.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
