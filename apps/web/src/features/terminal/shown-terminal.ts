import type { Emulator } from './emulator';

/** The terminal that is shown, for commands. */
export interface ShownTerminal {
  emulator: Emulator;
  openSearch(): void;
  openLinks(): void;
}

let shown: ShownTerminal | undefined;

export function shownTerminal(): ShownTerminal | undefined {
  return shown;
}

/** Makes it the one that commands act on. Call the answer when it is shown no more. */
export function showTerminal(terminal: ShownTerminal): () => void {
  shown = terminal;
  return () => {
    if (shown === terminal) shown = undefined;
  };
}
