import type { LucideIcon } from 'lucide-react';

export interface MenuAction {
  label: string;
  icon?: LucideIcon;
  /** Shown at the right, for example `Mod+S`; the binding itself is a command's. */
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Given: the item shows a check mark when true. */
  checked?: boolean;
  onSelect: () => void;
}

export interface SubMenu {
  label: string;
  icon?: LucideIcon;
  items: MenuItem[];
}

export type MenuItem = MenuAction | SubMenu | 'separator';
