import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from './cx';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** Names the button for everyone: tooltip and accessible name. */
  label: string;
  /** Shown beside the label in the tooltip, for example `Mod+B`. */
  keys?: string;
  pressed?: boolean;
  size?: 'sm' | 'md';
  tooltipSide?: 'top' | 'right' | 'bottom' | 'left';
}

export function IconButton({
  icon: Icon,
  label,
  keys,
  pressed,
  size = 'md',
  tooltipSide,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={cx(styles.button, styles[size], className)}
      >
        <Icon size={size === 'sm' ? 14 : 16} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
