import * as Radix from '@radix-ui/react-context-menu';
import type { ReactElement } from 'react';
import styles from './menu.module.css';
import { MenuContent } from './menu-content';
import type { MenuItem } from './menu-items';

export interface ContextMenuProps {
  /** One element that takes a ref and DOM props: where a right click, or the menu key, opens the menu. */
  children: ReactElement;
  /** Read when the menu opens. */
  items: MenuItem[];
  onOpenChange?: (open: boolean) => void;
}

export function ContextMenu({ children, items, onOpenChange }: ContextMenuProps) {
  return (
    <Radix.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} collisionPadding={8}>
          <MenuContent parts={Radix} items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
