import {
  BG_DIM,
  BG_HAS_EXTENDED,
  BG_ITALIC,
  BG_OVERLINE,
  BG_PROTECTED,
  COLOR,
  COLOR_16,
  COLOR_256,
  COLOR_MODE,
  COLOR_RGB,
  EXT_UNDERLINE_STYLE,
  EXT_UNDERLINE_STYLE_SHIFT,
  FG_BLINK,
  FG_BOLD,
  FG_INVERSE,
  FG_INVISIBLE,
  FG_STRIKETHROUGH,
  FG_UNDERLINE,
} from './cell';

/** What is drawn with: packed foreground and background, and the packed underline of `ExtendedAttributes`. */
export interface Style {
  fg: number;
  bg: number;
  /** 0 unless `bg` has extended attributes. */
  ext: number;
}

/** The escape sequence that makes the style the current one, whatever was before. */
export function styleSequence({ fg, bg, ext }: Style): string {
  const codes = ['0'];
  pushColor(codes, fg, { base: 30, bright: 90, extended: 38 });
  pushColor(codes, bg, { base: 40, bright: 100, extended: 48 });
  if (fg & FG_BOLD) codes.push('1');
  if (bg & BG_DIM) codes.push('2');
  if (bg & BG_ITALIC) codes.push('3');
  if (fg & FG_UNDERLINE) codes.push(`4:${underlineStyle(bg, ext)}`);
  if (fg & FG_BLINK) codes.push('5');
  if (fg & FG_INVERSE) codes.push('7');
  if (fg & FG_INVISIBLE) codes.push('8');
  if (fg & FG_STRIKETHROUGH) codes.push('9');
  if (bg & BG_OVERLINE) codes.push('53');
  if (bg & BG_HAS_EXTENDED) pushUnderlineColor(codes, ext & COLOR);
  const protect = bg & BG_PROTECTED ? '\x1b[1"q' : '';
  return `\x1b[${codes.join(';')}m${protect}`;
}

function underlineStyle(bg: number, ext: number): number {
  const style = bg & BG_HAS_EXTENDED ? (ext & EXT_UNDERLINE_STYLE) >>> EXT_UNDERLINE_STYLE_SHIFT : 1;
  return style || 1;
}

interface ColorCodes {
  base: number;
  bright: number;
  extended: number;
}

function pushColor(codes: string[], packed: number, { base, bright, extended }: ColorCodes): void {
  const value = packed & 0xff;
  switch (packed & COLOR_MODE) {
    case COLOR_16:
      codes.push(String(value < 8 ? base + value : bright + value - 8));
      break;
    case COLOR_256:
      codes.push(`${extended};5;${value}`);
      break;
    case COLOR_RGB:
      codes.push(`${extended};2;${(packed >>> 16) & 0xff};${(packed >>> 8) & 0xff};${value}`);
      break;
  }
}

function pushUnderlineColor(codes: string[], packed: number): void {
  switch (packed & COLOR_MODE) {
    case COLOR_16:
    case COLOR_256:
      codes.push(`58:5:${packed & 0xff}`);
      break;
    case COLOR_RGB:
      codes.push(`58:2::${(packed >>> 16) & 0xff}:${(packed >>> 8) & 0xff}:${packed & 0xff}`);
      break;
  }
}
