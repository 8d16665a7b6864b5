/** How xterm.js packs a cell's content, foreground and background into three 32-bit numbers. */
export const CELL_SIZE = 3;

export const CODEPOINT_MASK = 0x1fffff;
export const IS_COMBINED = 0x200000;
export const HAS_CONTENT = 0x3fffff;
export const WIDTH_SHIFT = 22;

export const COLOR_MODE = 0x3000000;
export const COLOR_16 = 0x1000000;
export const COLOR_256 = 0x2000000;
export const COLOR_RGB = 0x3000000;
/** Mode and value of a colour. */
export const COLOR = 0x3ffffff;

export const FG_INVERSE = 0x4000000;
export const FG_BOLD = 0x8000000;
export const FG_UNDERLINE = 0x10000000;
export const FG_BLINK = 0x20000000;
export const FG_INVISIBLE = 0x40000000;
export const FG_STRIKETHROUGH = 0x80000000;

export const BG_ITALIC = 0x4000000;
export const BG_DIM = 0x8000000;
export const BG_HAS_EXTENDED = 0x10000000;
export const BG_PROTECTED = 0x20000000;
export const BG_OVERLINE = 0x40000000;

export const EXT_UNDERLINE_STYLE = 0x1c000000;
export const EXT_UNDERLINE_STYLE_SHIFT = 26;
