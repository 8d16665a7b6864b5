import * as Radix from '@radix-ui/react-dropdown-menu';
import type { ReactElement } from 'react';
import styles from './menu.module.css';
import { MenuContent } from './menu-content';
import type { MenuItem } from './menu-items';

export interface MenuProps {
  /** One element that takes a ref and DOM props: the button that opens the menu. */
  trigger: ReactElement;
  items: MenuItem[];
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
}

export function Menu({ trigger, items, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align={align} side={side} sideOffset={4} collisionPadding={8}>
          <MenuContent parts={Radix} items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
