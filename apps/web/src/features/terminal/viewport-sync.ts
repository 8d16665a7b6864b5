/** The part of xterm.js's viewport that is paced: its pinned version names it so. */
export interface Viewport {
  /** Puts the scrollbar where the buffer is, or at the row given. */
  _sync(row?: number): void;
  scrollLines(count: number): void;
  scrollToLine(row: number, disableSmoothScroll?: boolean): void;
}

/**
 * Moves the scrollbar once for all lines that scroll in one task: xterm.js 6.0 moves it with each, which restarts two timers and takes
 * most of the time a screen full of scrollback is read in. Whoever scrolls finds it where the buffer is, since that is before the
 * next event.
 */
export function paceSync(viewport: Viewport): void {
  const sync = viewport._sync.bind(viewport);
  let isDue = false;
  const settle = (): void => {
    if (!isDue) return;
    isDue = false;
    sync();
  };
  viewport._sync = (row) => {
    if (row !== undefined) return sync(row);
    if (isDue) return;
    isDue = true;
    queueMicrotask(settle);
  };
  const scrollLines = viewport.scrollLines.bind(viewport);
  viewport.scrollLines = (count) => {
    settle();
    scrollLines(count);
  };
  const scrollToLine = viewport.scrollToLine.bind(viewport);
  viewport.scrollToLine = (row, disableSmoothScroll) => {
    settle();
    scrollToLine(row, disableSmoothScroll);
  };
}
