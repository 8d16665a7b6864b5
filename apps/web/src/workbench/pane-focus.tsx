import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export type Pane = 'side' | 'editor' | 'bottom';

const usePaneFocus = create<{ wanted: Pane | null }>(() => ({ wanted: null }));

/** What takes the focus of a pane: an element that says so, else the first that can be typed into or walked through. */
const FIRST = '[data-autofocus], .cm-content, .xterm-helper-textarea';
const ANY = 'input, textarea, button, a[href], [tabindex="0"]';

/** Moves the keyboard focus into a pane, as soon as its content is there. */
export function focusPane(pane: Pane): void {
  usePaneFocus.setState({ wanted: pane });
}

export function paneHasFocus(pane: Pane): boolean {
  return document.activeElement?.closest(`[data-pane="${pane}"]`) != null;
}

/**
 * Rendered beside the content of a pane, under the same `Suspense`: its effect runs when the content is there. Content that has
 * nothing to focus yet, as a first terminal that is being started, is waited for, unless the focus goes elsewhere.
 */
export function PaneFocusTarget({ pane }: { pane: Pane }) {
  const wanted = usePaneFocus((state) => state.wanted === pane);
  const marker = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const root = marker.current?.parentElement;
    if (!wanted || !root) return;
    const from = document.activeElement;
    const take = (): void => {
      const { activeElement, body } = document;
      const isElsewhere = activeElement !== from && activeElement !== body;
      const target = isElsewhere ? undefined : (firstVisible(root, FIRST) ?? firstVisible(root, ANY));
      if (!isElsewhere && !target) return;
      usePaneFocus.setState({ wanted: null });
      target?.focus();
    };
    take();
    const observer = new MutationObserver(take);
    observer.observe(root, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [wanted]);
  return <span ref={marker} hidden />;
}

function firstVisible(root: Element, selector: string): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());
}
