import type { IBufferRange, Terminal } from '@xterm/xterm';
import { labelAt } from './label-at';
import { namesAnother, type WebAddress, webAddress } from './web-address';

/** One row of a label that stands for an address (OSC 8). */
export interface LabelPiece {
  text: string;
  range: IBufferRange;
}

export interface LinkLabel {
  range: IBufferRange;
  address: WebAddress;
  label: string;
  /** It reads as another address. */
  isDisguised: boolean;
}

/** The labels that the pieces, from the first row to the last, are parts of: one that goes on in the next row is one label. */
export function joinLabels(terminal: Terminal, pieces: readonly LabelPiece[]): LinkLabel[] {
  const labels: LinkLabel[] = [];
  for (const { text, range } of pieces) {
    const address = webAddress(text);
    const line = terminal.buffer.active.getLine(range.start.y - 1);
    if (!address || !line) continue;
    const label = line.translateToString(false, range.start.x - 1, range.end.x);
    const isDisguised = namesAnother(labelAt(terminal, range), address);
    const before = labels.at(-1);
    const goesOn =
      before?.address.href === address.href &&
      line.isWrapped &&
      range.start.x === 1 &&
      before.range.end.y === range.start.y - 1 &&
      before.range.end.x >= terminal.cols;
    if (!goesOn) {
      labels.push({ range, address, label, isDisguised });
      continue;
    }
    before.range = { start: before.range.start, end: range.end };
    before.label += label;
    before.isDisguised ||= isDisguised || namesAnother(before.label, address);
  }
  return labels;
}
