import { useEffect, useRef } from 'react';
import { isApple, matchesKeys, parseKeys } from './keys';

export interface Command {
  /** `<capability>.<verb>`, for example `files.newFile`. Registering an id again shadows the earlier command. */
  id: string;
  title: string;
  /** Heading it is listed under, for example `Files`. */
  category: string;
  /** For example `Mod+Shift+E`. */
  keys?: string;
  /** Whether it can run now; a command that cannot leaves its keys to others. */
  when?: () => boolean;
  /** True lets its keys win over the terminal, which otherwise receives every key while it has the focus. */
  overTerminal?: boolean;
  /** True makes its keys count in the terminal alone, and there before those of any other command. */
  terminalOnly?: boolean;
  run: () => void;
}

const commands: Command[] = [];
const listeners = new Set<() => void>();
let snapshot: readonly Command[] = [];

function changed(): void {
  snapshot = [...new Map(commands.map((command) => [command.id, command])).values()];
  for (const listener of listeners) listener();
}

/** Adds a command until the returned function is called. */
export function registerCommand(command: Command): () => void {
  commands.push(command);
  changed();
  return () => {
    const at = commands.indexOf(command);
    if (at >= 0) commands.splice(at, 1);
    changed();
  };
}

/** The commands in force, the latest registration of each id; a new array whenever they change. */
export function listCommands(): readonly Command[] {
  return snapshot;
}

export function subscribeCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Runs a command by id. Answers whether it existed and could run. */
export function runCommand(id: string): boolean {
  const command = snapshot.find((candidate) => candidate.id === id);
  if (!command || command.when?.() === false) return false;
  command.run();
  return true;
}

/** Registers commands while the calling component is mounted; they always run with its latest closure. */
export function useCommands(own: readonly Command[]): void {
  const latest = useRef(own);
  latest.current = own;
  const identity = own
    .map(({ id, title, category, keys }) => [id, title, category, keys].join('\n'))
    .join('\n\n');
  // The identity changes exactly when a registration has to.
  useEffect(() => {
    const current = (id: string) => latest.current.find((command) => command.id === id);
    const disposers = latest.current.map((command) =>
      registerCommand({
        ...command,
        when: () => current(command.id)?.when?.() ?? true,
        run: () => current(command.id)?.run(),
      }),
    );
    return () => {
      for (const dispose of disposers) dispose();
    };
  }, [identity]);
}

/** An element with `data-keys="terminal"` receives every key but those of commands marked `overTerminal` or `terminalOnly`. */
function belongsToTerminal(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-keys="terminal"]') !== null;
}

/** Dispatches key combinations to commands for the life of the page. */
export function watchKeys(): () => void {
  const apple = isApple();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('[role="dialog"][data-state="open"],[role="alertdialog"][data-state="open"]'))
      return;
    const inTerminal = belongsToTerminal(event.target);
    const matching = [...snapshot].reverse().filter((command) => {
      const counts = inTerminal ? command.overTerminal || command.terminalOnly : !command.terminalOnly;
      if (!counts || !command.keys || !matchesKeys(event, parseKeys(command.keys, apple))) return false;
      return command.when?.() !== false;
    });
    const command = matching.find(({ terminalOnly }) => terminalOnly) ?? matching[0];
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    command.run();
  };
  // The capture phase, so that an editor's own binding does not win over the application's.
  addEventListener('keydown', onKeyDown, { capture: true });
  return () => removeEventListener('keydown', onKeyDown, { capture: true });
}
