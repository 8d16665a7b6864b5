import { z } from 'zod';
import { create } from 'zustand';
import { readLocal, writeLocal } from '../lib/storage';

/** Sizes in CSS pixels. */
export const SIDE = { min: 180, initial: 280 };
export const BOTTOM = { min: 100, initial: 260 };
/** What the editor keeps, whatever the panels ask for. */
export const EDITOR_MIN = { width: 240, height: 120 };

const layoutSchema = z.object({
  /** The chosen activity, or null for the first one. */
  activity: z.string().nullable().catch(null),
  sideOpen: z.boolean().catch(true),
  sideWidth: z.number().min(SIDE.min).max(4000).catch(SIDE.initial),
  /** The chosen bottom panel, or null for the first one. */
  panel: z.string().nullable().catch(null),
  bottomOpen: z.boolean().catch(true),
  bottomHeight: z.number().min(BOTTOM.min).max(4000).catch(BOTTOM.initial),
  bottomMaximised: z.boolean().catch(false),
});
export type Layout = z.infer<typeof layoutSchema>;

/** A stored layout, with defaults for whatever is missing or makes no sense. */
export function parseLayout(stored: unknown, narrow: boolean): Layout {
  const known = typeof stored === 'object' ? { ...stored } : {};
  const layout = layoutSchema.parse(known);
  // On a narrow screen every view covers the whole page, so at most one starts open.
  return narrow ? { ...layout, bottomOpen: false, bottomMaximised: false } : layout;
}

const key = (projectId: string) => `berth.layout.${projectId}`;
const narrowQuery = '(max-width: 720px)';

export const isNarrow = () => matchMedia(narrowQuery).matches;

export const useLayout = create<Layout>(() => parseLayout(undefined, false));

/** The layout that a project opens with in this browser. */
export const storedLayout = (projectId: string): Layout => parseLayout(readLocal(key(projectId)), isNarrow());

/** Shows a project's own layout and keeps it in this browser until the returned function is called. */
export function openLayout(projectId: string): () => void {
  useLayout.setState(storedLayout(projectId), true);
  return useLayout.subscribe((layout) => writeLocal(key(projectId), layout));
}

export function showActivity(id: string): void {
  useLayout.setState({ activity: id, sideOpen: true, ...(isNarrow() ? { bottomOpen: false } : {}) });
}

/** A click on an activity's icon: shows it, or closes the side panel where it is shown already. */
export function toggleActivity(id: string, current: string | null): void {
  const { sideOpen, bottomOpen } = useLayout.getState();
  const covered = isNarrow() && bottomOpen;
  if (sideOpen && current === id && !covered) useLayout.setState({ sideOpen: false });
  else showActivity(id);
}

export function showBottomPanel(id?: string): void {
  useLayout.setState({
    bottomOpen: true,
    ...(id ? { panel: id } : {}),
    ...(isNarrow() ? { sideOpen: false } : {}),
  });
}

export function toggleBottomPanel(): void {
  if (useLayout.getState().bottomOpen) useLayout.setState({ bottomOpen: false, bottomMaximised: false });
  else showBottomPanel();
}

/** Makes the editor visible where a narrow screen or a maximised panel covers it. */
export function uncoverEditor(): void {
  useLayout.setState({
    bottomMaximised: false,
    ...(isNarrow() ? { sideOpen: false, bottomOpen: false } : {}),
  });
}
