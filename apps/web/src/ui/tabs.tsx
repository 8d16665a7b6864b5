import * as Radix from '@radix-ui/react-tabs';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

export interface TabItem {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

export interface TabsProps {
  label: string;
  value: string;
  onValueChange: (id: string) => void;
  items: TabItem[];
}

/** A few views of one thing, chosen by name. Editor and terminal tabs are lists of their own. */
export function Tabs({ label, value, onValueChange, items }: TabsProps) {
  return (
    <Radix.Root className={styles.root} value={value} onValueChange={onValueChange}>
      <Radix.List className={styles.list} aria-label={label}>
        {items.map((item) => (
          <Radix.Trigger key={item.id} value={item.id} className={styles.tab}>
            {item.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {items.map((item) => (
        <Radix.Content key={item.id} value={item.id} className={styles.content}>
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
