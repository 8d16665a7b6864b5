import type { IBufferRange } from '@xterm/xterm';

/** Cells that links are drawn in: where two overlap, the one that was placed first is the one that a click opens. */
export class OccupiedCells {
  readonly #rows = new Map<number, { from: number; to: number }[]>();

  /** Takes the cells of the range. False where one of them is taken, which leaves the others free. */
  take(range: IBufferRange): boolean {
    const parts = [...partsOf(range)];
    const isTaken = ({ row, from, to }: RowPart): boolean =>
      this.#rows.get(row)?.some((part) => part.from <= to && part.to >= from) ?? false;
    if (parts.some(isTaken)) return false;
    for (const { row, from, to } of parts) {
      const taken = this.#rows.get(row);
      if (taken) taken.push({ from, to });
      else this.#rows.set(row, [{ from, to }]);
    }
    return true;
  }
}

interface RowPart {
  row: number;
  from: number;
  to: number;
}

function* partsOf({ start, end }: IBufferRange): Generator<RowPart> {
  for (let row = start.y; row <= end.y; row++) {
    yield { row, from: row === start.y ? start.x : 1, to: row === end.y ? end.x : Number.POSITIVE_INFINITY };
  }
}
