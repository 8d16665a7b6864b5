import type { Emulator } from './emulator';

let shown: Emulator | undefined;

/** The emulator of the terminal that is shown, for commands. */
export function shownEmulator(): Emulator | undefined {
  return shown;
}

/** Makes it the one that commands act on. Call the answer when it is shown no more. */
export function showEmulator(emulator: Emulator): () => void {
  shown = emulator;
  return () => {
    if (shown === emulator) shown = undefined;
  };
}
