import { isApple, type KeyPress, matchesKeys, parseKeys } from '../../lib/keys';
import { type TreeKeyContext, treeIntent } from './tree-keys';

/** What a key asks of the selection. */
export type SelectionIntent =
  | { do: 'extend' | 'focusOnly' | 'toggle'; path: string }
  | { do: 'all' }
  /** Back to the focused entry alone. */
  | { do: 'narrow' };

export interface SelectionKeyContext extends TreeKeyContext {
  /** Paths that are selected and shown. */
  selected: readonly string[];
}

const MOVES = new Set(['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']);
/** With the modifier, the browser turns pages. */
const ALONE_MOVES = new Set(['ArrowUp', 'ArrowDown', 'Home', 'End']);

export function selectionKey(event: KeyPress, context: SelectionKeyContext): SelectionIntent | null {
  const { focused, selected } = context;
  const apple = isApple();
  if (event.altKey) return null;
  if (event.key === 'Escape') {
    const isAlone = selected.length === 1 && selected[0] === focused;
    return isAlone || (focused === null && selected.length === 0) ? null : { do: 'narrow' };
  }
  if (matchesKeys(event, parseKeys('Mod+A', apple))) return { do: 'all' };
  // Many systems keep Ctrl+Space for input methods: with Shift it does the same.
  if (event.key === ' ' && event.ctrlKey && !event.metaKey)
    return focused === null ? null : { do: 'toggle', path: focused };
  const [mod, other] = apple ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (other || mod === event.shiftKey || !(mod ? ALONE_MOVES : MOVES).has(event.key)) return null;
  const move = treeIntent(event.key, context);
  return move?.do === 'focus' ? { do: mod ? 'focusOnly' : 'extend', path: move.path } : null;
}
