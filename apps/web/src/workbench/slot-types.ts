import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { EditorTab } from './tabs';

/** A view of the side panel, opened from the activity bar. `Panel` should be `lazy`, or `panelCode` where most pages show it. */
export interface ActivitySlot {
  id: string;
  title: string;
  icon: LucideIcon;
  /** Opens or focuses the view, for example `Mod+Shift+E`. */
  keys?: string;
  Panel: ComponentType;
  /** A hook: the number on the icon, or undefined for none. */
  useBadge?: () => number | undefined;
  /** A hook: true from when on the view is drawn out of sight, so that its first opening is as quick as any other. */
  useDrawAhead?: () => boolean;
}

/** A view of the bottom panel. It stays mounted, hidden, while the panel is closed. `Panel` should be `lazy` or `panelCode`. */
export interface BottomPanelSlot {
  id: string;
  title: string;
  icon: LucideIcon;
  Panel: ComponentType;
}

/** Shows editor tabs of one kind. Only the active tab is mounted. `Editor` should be `lazy`. */
export interface EditorSlot {
  kind: string;
  icon: LucideIcon;
  Editor: ComponentType<{ tab: EditorTab }>;
}

/** An item of the status bar; render a `StatusItem`, or nothing. */
export interface StatusSlot {
  id: string;
  side: 'left' | 'right';
  Item: ComponentType;
}

/** Everything a feature adds to the workbench. `useProject()` gives each component its project. */
export interface FeatureSlots {
  activities?: readonly ActivitySlot[];
  bottomPanels?: readonly BottomPanelSlot[];
  editors?: readonly EditorSlot[];
  status?: readonly StatusSlot[];
  /** Mounted as long as the project is open: event listeners and commands. It draws nothing but dialogs. */
  Background?: ComponentType;
}
