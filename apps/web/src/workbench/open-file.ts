import { create } from 'zustand';
import { openTab } from './tabs';

/** A place in a text, both counted from 1. */
export interface TextPosition {
  line: number;
  column?: number;
}

export const FILE_TAB = 'file';
export const fileTabId = (path: string) => `${FILE_TAB}:${path}`;

/** Places that editors have still to show, by tab id. The editor takes its own with `takeReveal`. */
export const useReveals = create<{ reveals: Readonly<Record<string, TextPosition>> }>(() => ({
  reveals: {},
}));

export function takeReveal(tabId: string): TextPosition | undefined {
  const { [tabId]: position, ...reveals } = useReveals.getState().reveals;
  if (position) useReveals.setState({ reveals });
  return position;
}

export interface OpenFileOptions {
  position?: TextPosition;
  /** True for a single click in a list: the tab is replaced by the next preview. */
  preview?: boolean;
}

/** Opens a file of the project in the editor. `path` is relative to the project's root. */
export function openFile(path: string, { position, preview = false }: OpenFileOptions = {}): void {
  const id = fileTabId(path);
  const slash = path.lastIndexOf('/');
  if (position) useReveals.setState(({ reveals }) => ({ reveals: { ...reveals, [id]: position } }));
  openTab({
    id,
    kind: FILE_TAB,
    title: path.slice(slash + 1),
    ...(slash > 0 ? { description: path.slice(0, slash) } : {}),
    input: { path },
    preview,
  });
}
