import { BoundedLinks, type LinkService } from './terminal-hyperlinks';

/** The parts of xterm.js's interpreter that are guarded: its pinned versions, headless and in browsers, name them alike. */
export interface Interpreter {
  _activeBuffer: { x: number; y: number };
  _bufferService: { cols: number; rows: number };
  _oscLinkService: LinkService;
  _parser: { reset(): void };
  parse(data: string | Uint8Array, promiseResult?: boolean): unknown;
  setHyperlink(data: string): boolean;
  eraseInDisplay(params: Params, respectProtect?: boolean): boolean;
  scrollUp: Counted;
  scrollDown: Counted;
  insertLines: Counted;
  deleteLines: Counted;
  cursorForwardTab: Counted;
  cursorBackwardTab: Counted;
  repeatPrecedingCharacter: Counted;
}

interface Params {
  params: { [index: number]: number };
}
type Counted = (params: Params) => boolean;

/**
 * Guards an interpreter against what a program can print to harm it. Both emulators of a session, the one that keeps its screen and
 * the one that is looked at, are guarded alike, so they draw the same.
 *
 * - A count is taken at the most that makes a difference: xterm.js 6.0 obeys any, up to 2^31 times.
 * - `CSI 1 J` in the last cell erases everything: xterm.js 6.0 throws there.
 * - Links (OSC 8) are kept in a list with an end: for each, xterm.js 6.0 does work with every line that scrolls out.
 * - Any other fault costs the rest of what was being read, not the terminal.
 */
export function guardInterpreter(interpreter: Interpreter): void {
  const { _bufferService: size } = interpreter;
  const lines = () => size.rows;
  const columns = () => size.cols;
  const most = {
    scrollUp: lines,
    scrollDown: lines,
    insertLines: lines,
    deleteLines: lines,
    cursorForwardTab: columns,
    cursorBackwardTab: columns,
    repeatPrecedingCharacter: () => size.cols * size.rows,
  };
  for (const name of Object.keys(most) as (keyof typeof most)[]) {
    const obey = interpreter[name].bind(interpreter);
    interpreter[name] = ({ params }) => {
      params[0] = Math.min(params[0] ?? 0, most[name]());
      return obey({ params });
    };
  }
  Object.assign(interpreter._oscLinkService, new BoundedLinks().service);
  const erase = interpreter.eraseInDisplay.bind(interpreter);
  interpreter.eraseInDisplay = ({ params }, respectProtect) => {
    const { x, y } = interpreter._activeBuffer;
    if (params[0] === 1 && y === size.rows - 1 && x >= size.cols - 1) params[0] = 2;
    return erase({ params }, respectProtect);
  };
  const parse = interpreter.parse.bind(interpreter);
  interpreter.parse = (data, promiseResult) => {
    try {
      return parse(data, promiseResult);
    } catch {
      interpreter._parser.reset();
      return undefined;
    }
  };
}
