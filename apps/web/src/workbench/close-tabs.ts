import { closeTabs, type EditorTab, useTabs } from './tabs';

/** Asks about tabs of its kind before they close (save, discard, cancel). False keeps all of them open. */
export type CloseGuard = (tabs: readonly EditorTab[]) => Promise<boolean>;

const guards = new Map<string, CloseGuard>();

/** One guard per kind of tab, until the returned function is called. */
export function registerCloseGuard(kind: string, guard: CloseGuard): () => void {
  guards.set(kind, guard);
  return () => {
    if (guards.get(kind) === guard) guards.delete(kind);
  };
}

/** Closes tabs as a person does: their guards may ask first. Answers whether they were closed. */
export async function requestCloseTabs(ids: readonly string[]): Promise<boolean> {
  const closing = useTabs.getState().tabs.filter((tab) => ids.includes(tab.id));
  for (const kind of new Set(closing.map((tab) => tab.kind))) {
    const guard = guards.get(kind);
    if (guard && !(await guard(closing.filter((tab) => tab.kind === kind)))) return false;
  }
  closeTabs(ids);
  return true;
}
