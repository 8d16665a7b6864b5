import type { IBufferRange, ILink, ILinkProvider, Terminal } from '@xterm/xterm';
import { type DrawnLink, linksOfLine } from './drawn-links';
import { joinLabels } from './link-labels';
import { OccupiedCells } from './occupied-cells';
import type { PathLink } from './path-links';
import { type WebAddress, webAddress } from './web-address';
import { type WrappedLine, wrappedLine } from './wrapped-line';

/** Rows that are looked through for links, up from the last one that is shown. */
const MAX_ROWS = 1_000;

/** A link that is drawn. Whether a place leads to a file is still to be seen. */
export type GatheredLink = { range: IBufferRange } & (
  | { kind: 'address'; address: WebAddress; label: string; isDisguised: boolean }
  | { kind: 'place'; link: PathLink }
);

/** What the pointer is offered, in this order: a click on cells of two links is one on the first. */
interface Offers {
  _core: { _linkProviderService: { linkProviders: readonly ILinkProvider[] } };
}

/** The links of what is shown and of the rows above it, the last first. */
export function gatherLinks(terminal: Terminal): GatheredLink[] {
  const { viewportY } = terminal.buffer.active;
  const last = viewportY + terminal.rows - 1;
  const first = Math.max(0, last - MAX_ROWS + 1);
  // xterm.js's own for labels (OSC 8), and the one for addresses. Those for places ask for files, row by row.
  const [labels, addresses] = (terminal as unknown as Offers)._core._linkProviderService.linkProviders;
  const rows = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const from = (provider: ILinkProvider | undefined) => rows.flatMap((row) => offered(provider, row));
  const taken = new OccupiedCells();
  const links: GatheredLink[] = [
    ...joinLabels(terminal, from(labels)).map((label) => ({ kind: 'address' as const, ...label })),
    ...distinct(from(addresses)).flatMap(({ text, range }) => {
      const address = webAddress(text);
      return address ? [{ kind: 'address' as const, range, address, label: '', isDisguised: false }] : [];
    }),
    ...placesIn(terminal, first, last).map((place) => ({ kind: 'place' as const, ...place })),
  ];
  return links
    .filter(({ range }) => taken.take(range))
    .sort((a, b) => b.range.start.y - a.range.start.y || b.range.start.x - a.range.start.x);
}

function offered(provider: ILinkProvider | undefined, row: number): ILink[] {
  let links: ILink[] = [];
  provider?.provideLinks(row + 1, (answer) => {
    links = answer ?? [];
  });
  return links;
}

/** An address that is drawn over several rows is offered on each. */
function distinct(links: readonly ILink[]): ILink[] {
  return [...new Map(links.map((link) => [`${link.range.start.y}:${link.range.start.x}`, link])).values()];
}

function placesIn(terminal: Terminal, first: number, last: number): DrawnLink[] {
  const buffer = terminal.buffer.active;
  // Each is read once, the last first: what lists places under a path looks through the lines above for it.
  const lines: WrappedLine[] = [];
  let row = last;
  const readTo = (count: number): WrappedLine | undefined => {
    for (; lines.length < count && row >= 0; row = Math.min(row, lines.at(-1)?.cells[0]?.row ?? row) - 1) {
      lines.push(wrappedLine(buffer, row));
    }
    return lines[count - 1];
  };
  function* above(at: number): Generator<string> {
    for (let count = at + 2; ; count++) {
      const line = readTo(count);
      if (!line) return;
      yield line.text;
    }
  }
  const places: DrawnLink[] = [];
  for (let at = 0; ; at++) {
    const line = readTo(at + 1);
    if (!line || (line.cells[0]?.row ?? 0) < first) return places;
    places.push(...linksOfLine(line, above(at)));
  }
}
