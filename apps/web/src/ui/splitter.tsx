import type { KeyboardEvent, PointerEvent } from 'react';
import { useState } from 'react';
import styles from './splitter.module.css';

export interface SplitterProps {
  label: string;
  /** The line's own direction: a vertical line moves left and right. */
  orientation: 'vertical' | 'horizontal';
  /** Size of the pane it resizes, in CSS pixels. */
  size: number;
  min: number;
  max: number;
  /** True where the pane comes after the line, so that moving towards the start makes it larger. */
  reversed?: boolean;
  /** Called while it moves, within `min` and `max`. */
  onResize: (size: number) => void;
  /** Called when the pointer goes well below `min`, and on Enter: the pane closes. */
  onCollapse?: () => void;
  /** Double click. */
  onReset?: () => void;
}

const STEP = 24;

/** A line between two panes that resizes one of them, by pointer and by keyboard. */
export function Splitter(props: SplitterProps) {
  const { label, orientation, size, min, max, reversed = false, onResize, onCollapse, onReset } = props;
  const [dragging, setDragging] = useState(false);
  const vertical = orientation === 'vertical';
  const clamp = (value: number) => Math.round(Math.min(Math.max(value, min), Math.max(min, max)));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const line = event.currentTarget;
    const start = vertical ? event.clientX : event.clientY;
    line.setPointerCapture(event.pointerId);
    setDragging(true);
    const move = (to: globalThis.PointerEvent) => {
      const distance = ((vertical ? to.clientX : to.clientY) - start) * (reversed ? -1 : 1);
      if (onCollapse && size + distance < min / 2) onCollapse();
      else onResize(clamp(size + distance));
    };
    const end = () => {
      setDragging(false);
      line.removeEventListener('pointermove', move);
      line.removeEventListener('lostpointercapture', end);
    };
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', end);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const forward = vertical ? 'ArrowRight' : 'ArrowDown';
    const backward = vertical ? 'ArrowLeft' : 'ArrowUp';
    const step = STEP * (reversed ? -1 : 1);
    if (event.key === forward) onResize(clamp(size + step));
    else if (event.key === backward) onResize(clamp(size - step));
    else if (event.key === 'Home') onResize(min);
    else if (event.key === 'End') onResize(clamp(max));
    else if (event.key === 'Enter' && onCollapse) onCollapse();
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator with a value is a widget, which hr is not
    <div
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={Math.max(min, Math.round(max))}
      tabIndex={0}
      className={styles.splitter}
      data-orientation={orientation}
      data-dragging={dragging || undefined}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
    />
  );
}
