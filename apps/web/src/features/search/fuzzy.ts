/** Where the letters of a query are found in a text, in order; null when they are not. Word starts are preferred. */
export function fuzzyPositions(query: string, text: string): number[] | null {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  const lower = text.toLowerCase();
  const whole = wanted ? lower.indexOf(wanted) : -1;
  if (whole >= 0) return Array.from(wanted, (_, index) => whole + index);
  const positions: number[] = [];
  let from = 0;
  for (const letter of wanted) {
    const at = lower.indexOf(letter, from);
    if (at < 0) return null;
    positions.push(at);
    from = at + 1;
  }
  return positions;
}

/** Lower is better: early, together, and in a short text. */
export function fuzzyCost(positions: readonly number[], text: string): number {
  const first = positions[0] ?? 0;
  const last = positions.at(-1) ?? 0;
  return (last - first - positions.length + 1) * 4 + first + text.length / 100;
}

export interface FuzzyMatch<T> {
  item: T;
  positions: readonly number[];
}

/** What matches by another text than its label comes after everything that matches by it. */
const NOT_BY_LABEL = 100_000;

/** The items a query means by their label, or by what is `searched` too, best first; all, in their order, for an empty query. */
export function fuzzyFilter<T extends { label: string; searched?: string }>(
  items: readonly T[],
  query: string,
): FuzzyMatch<T>[] {
  if (query.trim() === '') return items.map((item) => ({ item, positions: [] }));
  return items
    .flatMap((item) => {
      const positions = fuzzyPositions(query, item.label);
      if (positions) return [{ item, positions, cost: fuzzyCost(positions, item.label) }];
      const { searched = '' } = item;
      const others = fuzzyPositions(query, searched);
      return others ? [{ item, positions: [], cost: NOT_BY_LABEL + fuzzyCost(others, searched) }] : [];
    })
    .sort((a, b) => a.cost - b.cost);
}
