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
  /** What tells the label: Berth's tooltip, or the browser's, for lists where hundreds of buttons come and go as one scrolls. */
  hint?: 'tooltip' | 'title';
}

export function IconButton({
  icon: Icon,
  label,
  keys,
  pressed,
  size = 'md',
  tooltipSide,
  hint = 'tooltip',
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={hint === 'title' ? label : undefined}
      {...rest}
      className={cx(styles.button, styles[size], className)}
    >
      <Icon size={size === 'sm' ? 14 : 16} strokeWidth={1.75} aria-hidden />
    </button>
  );
  if (hint === 'title') return button;
  return (
    <Tooltip label={label} keys={keys} side={tooltipSide}>
      {button}
    </Tooltip>
  );
}
