import type { Terminal } from '@berth/protocol/terminal';
import { create } from 'zustand';
import { emitAck, on } from '../../lib/socket';
import { readLocal, writeLocal } from '../../lib/storage';
import { useTheme } from '../../lib/theme';
import { programColors } from './emulator-theme';

/** What happened in a terminal nobody looked at. */
export type Mark = 'bell' | 'activity';

interface TerminalState {
  /** Undefined until the list has been read. */
  terminals: readonly Terminal[] | undefined;
  active: string | undefined;
  /** The session a person asked for: it takes the focus once, when it is there. One that opens by itself takes none. */
  wanted: string | undefined;
  /** The session whose tab takes the focus once, when it is there. */
  wantedTab: string | undefined;
  /** The session whose tab takes a new name. */
  renaming: string | undefined;
  /** The list of all terminals is open. */
  picking: boolean;
  marks: Readonly<Record<string, Mark>>;
  fontSize: number;
}

/** Which session was shown last in this browser. */
const shownKey = (projectId: string): string => `berth.terminal.shown.${projectId}`;
const FONT_KEY = 'berth.terminal.fontSize';
const FONT = { min: 8, max: 28, initial: 13 };

function storedFontSize(): number {
  const stored = typeof localStorage === 'undefined' ? undefined : readLocal(FONT_KEY);
  return typeof stored === 'number' && stored >= FONT.min && stored <= FONT.max ? stored : FONT.initial;
}

export const useTerminals = create<TerminalState>(() => ({
  terminals: undefined,
  active: undefined,
  wanted: undefined,
  wantedTab: undefined,
  renaming: undefined,
  picking: false,
  marks: {},
  fontSize: storedFontSize(),
}));

/**
 * Reads the project's terminals; the active one stays while it is there, then its neighbour is. The first reading takes up the
 * one that was shown last.
 */
export async function refreshTerminals(projectId: string): Promise<void> {
  const { terminals } = await emitAck('terminal_list', { projectId });
  if (projectId !== followed?.projectId) return;
  useTerminals.setState(({ active, terminals: before = [] }) => {
    const at = before.findIndex(({ sessionId }) => sessionId === active);
    const nearest = at < 0 ? [] : [...before.slice(at), ...before.slice(0, at).reverse()];
    const ids = terminals.map(({ sessionId }) => sessionId);
    const wished = [active, ...nearest.map(({ sessionId }) => sessionId), readLocal(shownKey(projectId))];
    const [next] = wished.flatMap((wish) => ids.filter((id) => id === wish));
    return { terminals, active: next ?? ids.at(-1) };
  });
}

let followed: { projectId: string; stop(): void } | undefined;

/** Follows changes of a project's terminals, in place of those of another project, until yet another one is followed. */
export function followTerminals(projectId: string): void {
  if (followed?.projectId === projectId) return;
  followed?.stop();
  useTerminals.setState({
    terminals: undefined,
    active: undefined,
    renaming: undefined,
    picking: false,
    marks: {},
  });
  const stopListening = on('terminals_changed', (event) => {
    if (event.projectId === projectId) void refreshTerminals(projectId).catch(() => {});
  });
  const stopKeeping = useTerminals.subscribe(({ active }, before) => {
    if (active !== undefined && active !== before.active) writeLocal(shownKey(projectId), active);
  });
  followed = {
    projectId,
    stop() {
      stopListening();
      stopKeeping();
    },
  };
}

/** Shows a session because a person asked for it. */
export function activate(sessionId: string): void {
  useTerminals.setState({ active: sessionId, wanted: sessionId });
}

/** Shows a session and leaves the keyboard with its tab. */
export function activateTab(sessionId: string): void {
  useTerminals.setState({ active: sessionId, wantedTab: sessionId });
}

/** Opens the list of all terminals, as they are now. */
export function pickTerminal(): void {
  useTerminals.setState({ picking: true });
  if (followed) refreshTerminals(followed.projectId).catch(() => {});
}

export function startRenaming(sessionId: string): void {
  useTerminals.setState({ renaming: sessionId });
}

/** Gives a session its name; undefined leaves it as it is. */
export async function finishRenaming(sessionId: string, name: string | undefined): Promise<void> {
  if (useTerminals.getState().renaming !== sessionId) return;
  useTerminals.setState({ renaming: undefined });
  if (name !== undefined) await emitAck('terminal_rename', { sessionId, name });
}

export function mark(sessionId: string, kind: Mark): void {
  useTerminals.setState(({ marks }) =>
    marks[sessionId] === 'bell' || marks[sessionId] === kind
      ? {}
      : { marks: { ...marks, [sessionId]: kind } },
  );
}

/** A person looks at the session. */
export function unmark(sessionId: string): void {
  useTerminals.setState(({ marks }) => {
    if (!(sessionId in marks)) return {};
    const { [sessionId]: _seen, ...rest } = marks;
    return { marks: rest };
  });
}

export function changeFontSize(step: number): void {
  const fontSize =
    step === 0
      ? FONT.initial
      : Math.min(FONT.max, Math.max(FONT.min, useTerminals.getState().fontSize + step));
  writeLocal(FONT_KEY, fontSize);
  useTerminals.setState({ fontSize });
}

/** Starts a terminal in a size that only its view, once there is one, makes a claim to. */
export async function startTerminal(
  projectId: string,
  from: { cwd?: string; name?: string } = {},
): Promise<string> {
  const colors = programColors(useTheme.getState().theme);
  const first = { cols: 80, rows: 24, visible: false, colors };
  const { sessionId } = await emitAck('terminal_create', { projectId, ...first, ...from });
  await refreshTerminals(projectId);
  return sessionId;
}

/** Starts a terminal because a person asked for it, and shows it. */
export async function openTerminal(projectId: string): Promise<void> {
  activate(await startTerminal(projectId));
}

/** Ends a session. Answers which one is shown then. */
export async function closeTerminal({ sessionId, projectId }: Terminal): Promise<string | undefined> {
  await emitAck('terminal_close', { sessionId });
  await refreshTerminals(projectId);
  return useTerminals.getState().active;
}

/** A new shell in place of one, in the folder where it was. */
export async function restartTerminal(old: Terminal): Promise<void> {
  // One that runs has a place among the few a project may have.
  if (old.running) await closeTerminal(old);
  const isInside = old.cwd !== '' && !old.cwd.startsWith('/');
  const sessionId = await startTerminal(old.projectId, {
    name: old.name,
    ...(isInside ? { cwd: old.cwd } : {}),
  }).catch(() => startTerminal(old.projectId, { name: old.name }));
  activate(sessionId);
  if (!old.running) await closeTerminal(old);
}
