import { create } from 'zustand';

/** Finding in the text on screen, for whoever is elsewhere in the page. */
export interface FindTarget {
  open(field: 'search' | 'replace'): void;
  next(): void;
  previous(): void;
}

export const useFindTarget = create<{ target: FindTarget | null }>(() => ({ target: null }));

/** Offers a text to find in until the returned function is called; the latest offer counts. */
export function offerFind(target: FindTarget): () => void {
  useFindTarget.setState({ target });
  return () => useFindTarget.setState((state) => (state.target === target ? { target: null } : {}));
}
