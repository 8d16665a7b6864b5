import * as Radix from '@radix-ui/react-tooltip';
import type { FocusEvent, ReactElement, ReactNode } from 'react';
import { formatKeys } from '../lib/keys';
import styles from './tooltip.module.css';

export interface TooltipProps {
  label: ReactNode;
  keys?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  /** One element that takes a ref and DOM props. */
  children: ReactElement;
}

export function Tooltip({ label, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={keepShutOnReturn}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.tooltip} side={side} sideOffset={5} collisionPadding={6}>
          {label}
          {keys && <kbd className={styles.keys}>{formatKeys(keys)}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The focus a closing menu or dialog gives back was not asked for: a tooltip would lie over what was opened. */
function keepShutOnReturn(event: FocusEvent): void {
  const from = event.relatedTarget;
  if (from === null || from.closest('[role=menu], [role=dialog], [role=alertdialog]')) event.preventDefault();
}

/** Once, around everything: lets neighbouring tooltips open without a delay of their own. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200} disableHoverableContent>
      {children}
    </Radix.Provider>
  );
}
