/** A small deterministic generator of numbers in [0, 1). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Output as rude as programs make it: text of all widths, every kind of movement, erasure, margin, mode and style. Saved cursors never
 * come together with links, underlines or character sets, which xterm.js itself mixes up when it restores one, nor shifted cells with
 * wide characters, which it cuts in half.
 */
export function randomOutput(random: () => number, pieces: number): string {
  const savesCursor = random() < 0.5;
  const shiftsCells = random() < 0.3;
  const int = (max: number) => Math.floor(random() * max);
  const pick = <T>(items: readonly T[]): T => items[int(items.length)] as T;
  const words = [
    'abc',
    'x',
    'hello world ',
    'e\u0301',
    '☃',
    'ñ',
    '    ',
    'a\u0300b\u0301',
    ...(shiftsCells ? [] : ['漢字', 'ｗｉｄｅ', '👍']),
  ];
  const underlines = ['4', '4:3', '24', '58:5:3', '58:2::1:2:3', '59'];
  const styles = [
    '',
    '0',
    '1',
    '2',
    '3',
    '5',
    '7',
    '9',
    '53',
    '31',
    '97',
    '38;5;200',
    '38;2;1;2;3',
    '44',
    '104',
    '48;5;99',
    '48;2;9;8;7',
    '39',
    '49',
    '22',
    '27',
    ...(savesCursor ? [] : underlines),
  ];
  const make: (() => string)[] = [
    () => pick(words).repeat(1 + int(4)),
    () => 'lorem ipsum dolor sit amet '.repeat(1 + int(6)),
    () => '\r\n'.repeat(1 + int(3)),
    () => pick(['\n', '\r', '\b', '\t', '\x07', '\x0b']),
    () => `\x1b[${pick(styles)}m`,
    () => `\x1b[${pick(styles)};${pick(styles)}m`,
    () => `\x1b[${1 + int(12)};${1 + int(40)}H`,
    () => `\x1b[${int(6)}${pick(['A', 'B', 'C', 'D', 'G', 'd', 'E', 'F'])}`,
    // Without `1J`, at which xterm.js throws in the last cell of the alternate screen.
    () => `\x1b[${pick(['J', '0J', '2J', 'K', '1K', '2K'])}`,
    () => `\x1b[${1 + int(4)}${pick(['L', 'M', 'X', 'S', 'T', 'b', ...(shiftsCells ? ['P', '@'] : [])])}`,
    () => `\x1b[${1 + int(4)};${6 + int(5)}r`,
    () => '\x1b[r',
    () =>
      pick([
        ...(savesCursor ? ['\x1b7', '\x1b8'] : []),
        '\x1bD',
        '\x1bM',
        '\x1bE',
        '\x1bH',
        '\x1b=',
        '\x1b>',
        ...(savesCursor ? [] : ['\x1b(0', '\x1b(B', '\x0e', '\x0f']),
      ]),
    () =>
      `\x1b[?${pick(['1', '7', '25', '1000', '1002', '1003', '1006', '1004', '2004', '45', '6'])}${pick(['h', 'l'])}`,
    () => pick(['\x1b[4 q', '\x1b[1 q', ...(shiftsCells ? ['\x1b[4h', '\x1b[4l'] : [])]),
    () => pick(savesCursor ? ['\x1b[?1049h', '\x1b[?1049l'] : ['\x1b[?47h', '\x1b[?47l']),
    () => '\x1b]0;a title\x07',
    () => (savesCursor ? 'text' : '\x1b]8;;http://example.test/\x1b\\link\x1b]8;;\x1b\\'),
    () => '\x1bP1$qm\x1b\\',
    () => (shiftsCells ? 'é' : '漢').repeat(1 + int(45)),
  ];
  return Array.from({ length: pieces }, () => pick(make)()).join('');
}

/** Output that sets, asks for and gives back colours between lines of text, some of them as no terminal understands. */
export function randomColors(random: () => number, pieces: number): string {
  const int = (max: number) => Math.floor(random() * max);
  const pick = <T>(items: readonly T[]): T => items[int(items.length)] as T;
  const spec = () =>
    pick(['#123456', `rgb:${int(10)}/8/f`, `rgb:12/${10 + int(90)}/56`, '#abc', 'no colour', '?']);
  const make: (() => string)[] = [
    () => `\x1b[3${int(8)}mtext\x1b[m\r\n`,
    () => `\x1b]4;${int(300)};${spec()};${int(8)};${spec()}\x1b\\`,
    () => `\x1b]${10 + int(3)};${spec()};${spec()}\x07`,
    () => `\x1b]${pick(['104', `104;${int(8)}`, '110', '111', '112'])}\x07`,
    () => pick(['\x1bc', '\x1b[?1049h', '\x1b[?1049l', '\x1b[!p']),
  ];
  return Array.from({ length: pieces }, () => pick(make)()).join('');
}
