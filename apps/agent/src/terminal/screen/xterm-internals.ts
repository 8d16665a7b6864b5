import type { Interpreter } from '@berth/protocol/terminal-emulator';
import type { Terminal } from '@xterm/headless';
import type { ColorEvent } from './colors';

/**
 * The parts of xterm.js its public interface does not show and a snapshot needs. State is read, never written. The
 * package's version is pinned; the snapshot tests compare every cell and mode, so a version that moves them does not pass.
 */
export interface ExtendedAttributes {
  /** Underline style and colour, packed. */
  _ext: number;
  /** The hyperlink (OSC 8), or 0. */
  urlId: number;
}

export interface Attributes {
  fg: number;
  bg: number;
  extended: ExtendedAttributes;
}

export interface InternalLine {
  /** Three numbers a cell: content, foreground, background. */
  _data: Uint32Array;
  _combined: Record<number, string>;
  _extendedAttrs: Record<number, ExtendedAttributes | undefined>;
  isWrapped: boolean;
  length: number;
}

export interface InternalBuffer {
  lines: { length: number; get(index: number): InternalLine | undefined };
  ybase: number;
  x: number;
  y: number;
  scrollTop: number;
  scrollBottom: number;
  tabs: Record<number, boolean | undefined>;
  savedX: number;
  savedY: number;
  savedCurAttrData: Attributes;
  savedCharset: Charset | undefined;
}

export type Charset = Record<string, string>;

export interface InternalCore {
  buffers: { normal: InternalBuffer; alt: InternalBuffer; active: InternalBuffer };
  coreService: {
    isCursorHidden: boolean;
    modes: { insertMode: boolean };
    decPrivateModes: {
      applicationCursorKeys: boolean;
      applicationKeypad: boolean;
      bracketedPasteMode: boolean;
      cursorBlink: boolean | undefined;
      cursorStyle: 'block' | 'underline' | 'bar' | undefined;
      origin: boolean;
      reverseWraparound: boolean;
      sendFocus: boolean;
      wraparound: boolean;
    };
  };
  coreMouseService: { activeProtocol: string; activeEncoding: string };
  _charsetService: { glevel: number; _charsets: (Charset | undefined)[] };
  _oscLinkService: { getLinkData(id: number): { id?: string; uri: string } | undefined };
  /** Its `parse` interprets output at once. */
  _inputHandler: Interpreter & {
    _curAttrData: Attributes;
    onColor(listener: (events: ColorEvent[]) => void): void;
  };
}

export function internals(terminal: Terminal): InternalCore {
  return (terminal as unknown as { _core: InternalCore })._core;
}
