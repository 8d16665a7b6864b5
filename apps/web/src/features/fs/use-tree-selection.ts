import type { Entry } from '@berth/protocol/fs-entry';
import { useEffect, useMemo, useRef } from 'react';
import type { TreeRow } from './tree-rows';
import { stillShown } from './tree-selection';
import { changeSelection, useTree } from './tree-state';

export interface ShownSelection {
  /** Paths of the tree's entries, from the top. */
  shown: readonly string[];
  /** What is selected of them, in the same order. */
  selected: readonly Entry[];
}

/** What is selected of the tree's lines. What is no longer shown leaves the selection. */
export function useTreeSelection(rows: readonly TreeRow[]): ShownSelection {
  const selection = useTree(({ selected }) => selected);
  const entries = useMemo(() => rows.flatMap((row) => (row.kind === 'entry' ? [row.entry] : [])), [rows]);
  const shown = useMemo(() => entries.map(({ path }) => path), [entries]);
  const before = useRef(shown);
  useEffect(() => {
    const places = { before: before.current, now: shown };
    before.current = shown;
    changeSelection((selection) => stillShown(selection, places));
  }, [shown]);
  const selected = useMemo(() => entries.filter(({ path }) => selection.has(path)), [entries, selection]);
  return { shown, selected };
}
