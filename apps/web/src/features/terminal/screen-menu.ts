import { isApple } from '../../lib/keys';
import type { MenuItem } from '../../ui/menu-items';
import { showError } from '../../ui/toasts';
import { readClipboard } from './clipboard';
import type { Emulator } from './emulator';

export const SELECT_ALL_KEYS = isApple() ? 'Mod+A' : 'Mod+Shift+A';
export const LINKS_KEYS = 'Alt+Shift+Enter';
export const CLEAR_KEYS = 'Ctrl+Shift+Backspace';

/** What a right click on a terminal's screen offers. */
export function screenMenu(emulator: () => Emulator | undefined, openLinks: () => void): MenuItem[] {
  const onEmulator = (act: (emulator: Emulator) => void) => () => {
    const drawn = emulator();
    if (!drawn) return;
    act(drawn);
    drawn.terminal.focus();
  };
  const paste = (drawn: Emulator): void => {
    readClipboard().then(
      (text) => drawn.paste(text),
      (error) => showError('The clipboard could not be read', error),
    );
  };
  return [
    { label: 'Copy', keys: 'Ctrl+Shift+C', onSelect: onEmulator((drawn) => void drawn.copySelection()) },
    { label: 'Paste', keys: 'Ctrl+Shift+V', onSelect: onEmulator(paste) },
    {
      label: 'Select all',
      keys: SELECT_ALL_KEYS,
      onSelect: onEmulator(({ terminal }) => terminal.selectAll()),
    },
    'separator',
    { label: 'Open link…', keys: LINKS_KEYS, onSelect: openLinks },
    { label: 'Clear', keys: CLEAR_KEYS, onSelect: onEmulator(({ terminal }) => terminal.clear()) },
  ];
}
