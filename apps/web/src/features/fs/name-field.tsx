import { useLayoutEffect, useRef, useState } from 'react';
import styles from './file-tree.module.css';
import { nameProblem } from './paths';

export interface NameFieldProps {
  label: string;
  initial: string;
  /** Lets the name have `/`, for folders on the way. */
  nested: boolean;
  onSubmit: (name: string) => void;
  onCancel: () => void;
}

/** A name typed in the tree's own line. Leaving it takes a good name and forgets any other. */
export function NameField({ label, initial, nested, onSubmit, onCancel }: NameFieldProps) {
  const [name, setName] = useState(initial);
  const [tried, setTried] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const problem = nameProblem(name, { nested });

  useLayoutEffect(() => {
    const dot = initial.lastIndexOf('.');
    input.current?.focus();
    input.current?.setSelectionRange(0, dot > 0 ? dot : initial.length);
  }, [initial]);

  const finish = (name: string | null) => {
    if (done.current) return;
    done.current = true;
    if (name === null || name === initial) onCancel();
    else onSubmit(name);
  };
  const shown = problem !== undefined && (tried || name !== '') && name !== initial;
  return (
    <span className={styles.naming}>
      <input
        ref={input}
        className={styles.nameInput}
        aria-label={label}
        aria-invalid={shown || undefined}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => finish(problem ? null : name)}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') finish(null);
          else if (event.key === 'Enter') {
            if (problem) setTried(true);
            else finish(name);
          }
        }}
      />
      {shown && (
        <span className={styles.nameProblem} role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
