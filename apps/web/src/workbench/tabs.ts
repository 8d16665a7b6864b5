import { z } from 'zod';
import { create } from 'zustand';
import { readLocal, writeLocal } from '../lib/storage';
import { uncoverEditor } from './layout';

export const editorTabSchema = z.object({
  /** Unique in the project, and the same for the same thing: `file:src/main.ts`. */
  id: z.string(),
  /** Which `EditorSlot` shows it. */
  kind: z.string(),
  title: z.string(),
  /** Tells apart tabs of one title; shown faintly, and as the tooltip. */
  description: z.string().optional(),
  /** What its editor needs to show it again after a reload. JSON. */
  input: z.record(z.string(), z.unknown()),
  /** Opened by a single click: the next preview takes its place. */
  preview: z.boolean().default(false),
});
export type EditorTab = z.infer<typeof editorTabSchema>;

const storedSchema = z.object({ tabs: z.array(editorTabSchema).max(200), activeId: z.string().nullable() });

interface TabsState {
  tabs: readonly EditorTab[];
  activeId: string | null;
  /** Tabs with unsaved work. */
  dirty: ReadonlySet<string>;
  /** Closed tabs, the last one last. */
  closed: readonly EditorTab[];
}

const CLOSED_KEPT = 20;
const empty: TabsState = { tabs: [], activeId: null, dirty: new Set(), closed: [] };

export const useTabs = create<TabsState>(() => empty);

const key = (projectId: string) => `berth.tabs.${projectId}`;

/** Shows a project's own tabs and keeps them in this browser until the returned function is called. */
export function openTabs(projectId: string): () => void {
  const stored = storedSchema.safeParse(readLocal(key(projectId)));
  useTabs.setState({ ...empty, ...(stored.success ? stored.data : {}) }, true);
  return useTabs.subscribe(({ tabs, activeId }) => writeLocal(key(projectId), { tabs, activeId }));
}

export type NewTab = Omit<EditorTab, 'preview'> & { preview?: boolean };

/** The state with a tab opened beside the active one, or in place of the preview, or activated if it is open. */
export function withTab(state: TabsState, tab: NewTab): Pick<TabsState, 'tabs' | 'activeId'> {
  const preview = tab.preview ?? false;
  const open = state.tabs.find(({ id }) => id === tab.id);
  if (open) {
    const kept = { ...open, ...tab, preview: open.preview && preview };
    return { tabs: state.tabs.map((other) => (other.id === tab.id ? kept : other)), activeId: tab.id };
  }
  const added: EditorTab = { ...tab, preview };
  const replaced = preview
    ? state.tabs.findIndex((other) => other.preview && !state.dirty.has(other.id))
    : -1;
  const at = state.tabs.findIndex(({ id }) => id === state.activeId);
  const tabs =
    replaced >= 0
      ? state.tabs.map((other, index) => (index === replaced ? added : other))
      : [...state.tabs.slice(0, at + 1), added, ...state.tabs.slice(at + 1)];
  return { tabs, activeId: added.id };
}

/** The state without some tabs; the one to the right, else to the left, becomes active in place of a closed one. */
export function withoutTabs(state: TabsState, ids: ReadonlySet<string>): TabsState {
  const tabs = state.tabs.filter(({ id }) => !ids.has(id));
  const activeAt = state.tabs.findIndex(({ id }) => id === state.activeId);
  const next =
    state.tabs.slice(activeAt).find(({ id }) => !ids.has(id)) ??
    state.tabs.slice(0, Math.max(0, activeAt)).findLast(({ id }) => !ids.has(id));
  return {
    tabs,
    activeId: state.activeId !== null && ids.has(state.activeId) ? (next?.id ?? null) : state.activeId,
    dirty: new Set([...state.dirty].filter((id) => !ids.has(id))),
    closed: [...state.closed, ...state.tabs.filter(({ id }) => ids.has(id))].slice(-CLOSED_KEPT),
  };
}

export function openTab(tab: NewTab): void {
  useTabs.setState((state) => withTab(state, tab));
  uncoverEditor();
}

export function activateTab(id: string): void {
  useTabs.setState(({ tabs, activeId }) => ({ activeId: tabs.some((tab) => tab.id === id) ? id : activeId }));
  uncoverEditor();
}

/** Turns a preview into a tab that stays. */
export function keepTab(id: string): void {
  useTabs.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => (tab.id === id ? { ...tab, preview: false } : tab)),
  }));
}

/** Gives a tab another identity, as after a rename. Where the new one is open already, the old one is closed. */
export function replaceTab(id: string, replacement: Omit<EditorTab, 'preview'>): void {
  useTabs.setState((state) => {
    if (state.tabs.some((tab) => tab.id === replacement.id && tab.id !== id))
      return withoutTabs(state, new Set([id]));
    return {
      tabs: state.tabs.map((tab) => (tab.id === id ? { ...replacement, preview: tab.preview } : tab)),
      activeId: state.activeId === id ? replacement.id : state.activeId,
      dirty: new Set([...state.dirty].map((dirty) => (dirty === id ? replacement.id : dirty))),
    };
  });
}

/** Marks a tab as having unsaved work, or not; unsaved work makes a preview stay. */
export function setTabDirty(id: string, dirty: boolean): void {
  useTabs.setState((state) => {
    if (state.dirty.has(id) === dirty) return state;
    const marks = new Set(state.dirty);
    if (dirty) marks.add(id);
    else marks.delete(id);
    return { dirty: marks };
  });
  if (dirty) keepTab(id);
}

export function moveTab(id: string, toIndex: number): void {
  useTabs.setState(({ tabs }) => {
    const moved = tabs.find((tab) => tab.id === id);
    if (!moved) return {};
    const others = tabs.filter((tab) => tab.id !== id);
    return { tabs: [...others.slice(0, toIndex), moved, ...others.slice(toIndex)] };
  });
}

/** Activates the tab `by` places to the right, around the ends. */
export function stepTab(by: number): void {
  const { tabs, activeId } = useTabs.getState();
  const at = tabs.findIndex(({ id }) => id === activeId);
  const next = tabs[(at + by + tabs.length) % tabs.length];
  if (next) activateTab(next.id);
}

/** Closes tabs without asking; see `requestCloseTabs`. */
export function closeTabs(ids: readonly string[]): void {
  useTabs.setState((state) => withoutTabs(state, new Set(ids)));
}

export function reopenTab(): void {
  const tab = useTabs.getState().closed.at(-1);
  if (!tab) return;
  useTabs.setState(({ closed }) => ({ closed: closed.slice(0, -1) }));
  openTab(tab);
}
