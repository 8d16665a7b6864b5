import './unpooled-buffers';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import type { Terminal } from '@xterm/headless';

Buffer.poolSize = 8 * 1024;

/** Makes the terminal measure text as the web client does: by grapheme, not by code point. */
export function useGraphemes(terminal: Terminal): void {
  // The addon's types name the browser's terminal; it uses only what both have.
  terminal.loadAddon(new UnicodeGraphemesAddon() as never);
}
