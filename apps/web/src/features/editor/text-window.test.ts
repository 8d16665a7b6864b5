import { expect, it } from 'vitest';
import { decodeWindow } from './text-window';

it('leaves out the characters that a window cuts through, and no others', () => {
  const text = 'aä€😀z';
  const bytes = new TextEncoder().encode(text);
  const starts = [0, 1, 3, 6, 10, 11];
  for (let from = 0; from <= bytes.length; from++) {
    for (let to = from; to <= bytes.length; to++) {
      const shown = decodeWindow(bytes.subarray(from, to), { first: from === 0, last: to === bytes.length });
      const first = starts.find((start) => start >= from) ?? bytes.length;
      const last = starts.findLast((start) => start <= to) ?? 0;
      if (first <= last) expect(shown).toBe(new TextDecoder().decode(bytes.subarray(first, last)));
    }
  }
});
