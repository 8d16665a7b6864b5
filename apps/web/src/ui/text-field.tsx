import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { cx } from './cx';
import styles from './text-field.module.css';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'size'> {
  label: string;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong and what to do; replaces the hint. */
  error?: string | undefined;
}

export function TextField({ label, labelHidden = false, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cx(styles.field, className)}>
      <label className={cx(styles.label, labelHidden && styles.hidden)} htmlFor={id}>
        {label}
      </label>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
      />
      {note && (
        <p id={`${id}-note`} className={cx(styles.note, error && styles.error)}>
          {note}
        </p>
      )}
    </div>
  );
}
