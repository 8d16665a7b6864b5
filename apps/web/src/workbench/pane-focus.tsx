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

/** Rendered beside the content of a pane, under the same `Suspense`: its effect runs when the content is there. */
export function PaneFocusTarget({ pane }: { pane: Pane }) {
  const wanted = usePaneFocus((state) => state.wanted === pane);
  const marker = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!wanted) return;
    usePaneFocus.setState({ wanted: null });
    const root = marker.current?.parentElement;
    const visible = (selector: string) =>
      [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])].find((element) => element.checkVisibility());
    (visible(FIRST) ?? visible(ANY))?.focus();
  }, [wanted]);
  return <span ref={marker} hidden />;
}
