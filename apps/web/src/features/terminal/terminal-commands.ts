import type { Terminal } from '@berth/protocol/terminal';
import { type Command, useCommands } from '../../lib/commands';
import { isApple } from '../../lib/keys';
import { showError } from '../../ui/toasts';
import { showBottomPanel } from '../../workbench/layout';
import { CLEAR_KEYS, LINKS_KEYS, SELECT_ALL_KEYS } from './screen-menu';
import { shownTerminal } from './shown-terminal';
import {
  activate,
  activateTab,
  changeFontSize,
  closeTerminal,
  pickTerminal,
  restartTerminal,
  startRenaming,
  useTerminals,
} from './terminal-store';

export const NEW_TERMINAL_KEYS = 'Ctrl+Shift+`';
export const PICK_TERMINAL_KEYS = 'Alt+Shift+L';

const category = 'Terminal';
const isShown = (): boolean => shownTerminal() !== undefined;

function current(): Terminal | undefined {
  const { terminals, active } = useTerminals.getState();
  return terminals?.find(({ sessionId }) => sessionId === active);
}

function step(by: number): void {
  const { terminals = [], active } = useTerminals.getState();
  const at = terminals.findIndex(({ sessionId }) => sessionId === active);
  const next = terminals[(at + by + terminals.length) % terminals.length];
  if (next) activate(next.sessionId);
}

/** Acts on the terminal that is shown, and tells when that fails. */
function withCurrent(act: (terminal: Terminal) => Promise<unknown>, failure: string): void {
  const terminal = current();
  if (terminal) act(terminal).catch((error) => showError(failure, error));
}

/** Closes a terminal; the keyboard goes to the one shown then. */
async function closeAndGoOn(terminal: Terminal): Promise<void> {
  const next = await closeTerminal(terminal);
  if (next) activate(next);
}

const commands = (): Command[] => [
  {
    id: 'terminal.pick',
    title: 'Go to terminal…',
    category,
    keys: PICK_TERMINAL_KEYS,
    overTerminal: true,
    when: () => current() !== undefined,
    run: () => {
      showBottomPanel('terminal');
      pickTerminal();
    },
  },
  {
    id: 'terminal.next',
    title: 'Next terminal',
    category,
    keys: 'Ctrl+Shift+PageDown',
    overTerminal: true,
    run: () => step(1),
  },
  {
    id: 'terminal.previous',
    title: 'Previous terminal',
    category,
    keys: 'Ctrl+Shift+PageUp',
    overTerminal: true,
    run: () => step(-1),
  },
  {
    id: 'terminal.tabs',
    title: 'Go to the terminal tabs',
    category,
    keys: 'Ctrl+Shift+|',
    terminalOnly: true,
    when: () => current() !== undefined,
    run: () => {
      const terminal = current();
      if (terminal) activateTab(terminal.sessionId);
    },
  },
  {
    id: 'terminal.rename',
    title: 'Rename terminal',
    category,
    keys: 'Ctrl+Shift+F2',
    terminalOnly: true,
    when: () => current() !== undefined,
    run: () => {
      const terminal = current();
      if (terminal) startRenaming(terminal.sessionId);
    },
  },
  {
    id: 'terminal.restart',
    title: 'Restart terminal that has ended',
    category,
    keys: 'Ctrl+Shift+Enter',
    terminalOnly: true,
    when: () => current()?.running === false,
    run: () => withCurrent(restartTerminal, 'The terminal could not be restarted'),
  },
  {
    id: 'terminal.close',
    title: 'Close terminal and end its programs',
    category,
    when: () => current() !== undefined,
    run: () => withCurrent(closeAndGoOn, 'The terminal could not be closed'),
  },
  {
    id: 'terminal.search',
    title: 'Search in terminal',
    category,
    keys: isApple() ? 'Mod+F' : 'Mod+Shift+F',
    terminalOnly: true,
    when: isShown,
    run: () => shownTerminal()?.openSearch(),
  },
  {
    id: 'terminal.openLink',
    title: 'Open link in terminal…',
    category,
    keys: LINKS_KEYS,
    terminalOnly: true,
    when: isShown,
    run: () => shownTerminal()?.openLinks(),
  },
  {
    id: 'terminal.scrollToBottom',
    title: 'Scroll terminal to bottom',
    category,
    keys: 'Ctrl+Shift+End',
    terminalOnly: true,
    when: isShown,
    run: () => shownTerminal()?.emulator.terminal.scrollToBottom(),
  },
  {
    id: 'terminal.selectAll',
    title: 'Select all in terminal',
    category,
    keys: SELECT_ALL_KEYS,
    terminalOnly: true,
    when: isShown,
    run: () => shownTerminal()?.emulator.terminal.selectAll(),
  },
  {
    id: 'terminal.clear',
    title: 'Clear terminal',
    category,
    keys: CLEAR_KEYS,
    terminalOnly: true,
    when: isShown,
    run: () => shownTerminal()?.emulator.terminal.clear(),
  },
  {
    id: 'terminal.fontLarger',
    title: 'Larger terminal font',
    category,
    keys: 'Ctrl+Shift++',
    terminalOnly: true,
    run: () => changeFontSize(1),
  },
  {
    id: 'terminal.fontSmaller',
    title: 'Smaller terminal font',
    category,
    keys: 'Ctrl+Shift+_',
    terminalOnly: true,
    run: () => changeFontSize(-1),
  },
  {
    id: 'terminal.fontReset',
    title: 'Reset terminal font',
    category,
    keys: 'Ctrl+Shift+0',
    terminalOnly: true,
    run: () => changeFontSize(0),
  },
];

/** The terminals' commands while the panel is mounted. `open` starts one. */
export function useTerminalCommands(open: () => void): void {
  useCommands([
    {
      id: 'terminal.new',
      title: 'New terminal',
      category,
      keys: NEW_TERMINAL_KEYS,
      overTerminal: true,
      run: open,
    },
    ...commands(),
  ]);
}
