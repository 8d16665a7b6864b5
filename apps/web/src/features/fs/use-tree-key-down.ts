import type { Entry } from '@berth/protocol/fs-entry';
import type { KeyboardEvent } from 'react';
import { openFile } from '../../workbench/open-file';
import { clipboardKey, treeIntent, typeAhead } from './tree-keys';
import { entryIn, type TreeRow } from './tree-rows';
import { extended, outermost, selectOnly, toggled } from './tree-selection';
import { type SelectionIntent, selectionKey } from './tree-selection-keys';
import {
  changeSelection,
  focusEntry,
  setClipboard,
  setExpanded,
  startRenaming,
  type TreeClipboard,
  useTree,
} from './tree-state';
import type { ShownSelection } from './use-tree-selection';
import { useTypeAhead } from './use-type-ahead';

/** What is done to entries by keys and by the menu alike. */
export interface TreeCommands {
  /** To be pasted. */
  hold(entries: readonly Entry[], mode: TreeClipboard['mode']): void;
  /** `null` is the root. */
  pasteAt(entry: Entry | null): void;
  requestDelete(entries: readonly Entry[]): void;
}

export interface TreeKeyboard extends ShownSelection {
  rows: readonly TreeRow[];
  /** Lines that fit on the screen. */
  page: () => number;
  commands: TreeCommands;
}

/** What the tree does at a key. What is selected is acted on, or the focused entry where nothing is. */
export function useTreeKeyDown({ rows, shown, selected, page, commands }: TreeKeyboard) {
  const typed = useTypeAhead();
  const { focused, clipboard } = useTree();

  const changeBy = (intent: SelectionIntent): void =>
    changeSelection((now) => {
      switch (intent.do) {
        case 'extend':
          return extended(now, intent.path, { shown, add: false });
        case 'focusOnly':
          return { focused: intent.path };
        case 'toggle':
          return toggled(now, intent.path);
        case 'all':
          return { focused: now.focused ?? shown[0] ?? null, selected: new Set(shown) };
        case 'narrow':
          return selectOnly(now.focused);
      }
    });

  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const context = { rows, focused, page: page() };
    const focusedEntry = entryIn(rows.find(({ key }) => key === focused));
    const targets = selected.length > 0 ? outermost(selected) : focusedEntry ? [focusedEntry] : [];
    const change = selectionKey(event.nativeEvent, {
      ...context,
      selected: selected.map(({ path }) => path),
    });
    const clipboardIntent = change ? null : clipboardKey(event.nativeEvent, clipboard);
    if (change || clipboardIntent) event.preventDefault();
    if (change) return changeBy(change);
    if (clipboardIntent) {
      if (clipboardIntent === 'forget') setClipboard(null);
      else if (clipboardIntent === 'paste') commands.pasteAt(focusedEntry);
      else commands.hold(targets, clipboardIntent);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const intent = treeIntent(event.key, context);
    if (intent) event.preventDefault();
    switch (intent?.do) {
      case 'focus':
        return focusEntry(intent.path);
      case 'expand':
      case 'collapse':
        return setExpanded(intent.path, intent.do === 'expand');
      case 'open':
        return openFile(intent.row.entry.path, { preview: intent.preview });
      case 'rename':
        return startRenaming(intent.row.entry.path);
      case 'delete':
        return commands.requestDelete(targets);
    }
    if (event.key.length === 1) {
      const path = typeAhead(typed(event.key), context);
      if (path) focusEntry(path);
    }
  };
}
