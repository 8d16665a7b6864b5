import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Tooltip } from '../ui/tooltip';
import styles from './status-bar.module.css';

export interface StatusItemProps extends ComponentProps<'button'> {
  icon?: LucideIcon;
  tone?: 'warning';
  tooltip?: string;
}

/** One item of the status bar: a button where it has a click or a menu, otherwise text. */
export function StatusItem({ icon: Icon, tone, tooltip, children, ...rest }: StatusItemProps) {
  const item = (
    <button type="button" {...rest} className={styles.item} data-tone={tone}>
      {Icon && <Icon size={13} strokeWidth={1.9} aria-hidden />}
      <span className={styles.text}>{children}</span>
    </button>
  );
  return tooltip ? (
    <Tooltip label={tooltip} side="top">
      {item}
    </Tooltip>
  ) : (
    item
  );
}
