import { Plus, SquareTerminal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatKeys } from '../../lib/keys';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import styles from './terminal.module.css';

export interface NoTerminalsProps {
  /** The shortcut that opens one. */
  keys: string;
  onOpen: () => void;
}

/** What the panel shows in place of terminals. */
export function NoTerminals({ keys, onOpen }: NoTerminalsProps) {
  const button = useRef<HTMLButtonElement>(null);
  // The last terminal takes the keyboard along when it goes. Whoever works elsewhere keeps it.
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus();
  }, []);
  return (
    <div className={styles.none}>
      <EmptyState
        icon={SquareTerminal}
        title="No terminal is open"
        actions={
          <Button ref={button} variant="primary" icon={Plus} data-autofocus onClick={onOpen}>
            New terminal
          </Button>
        }
      >
        A terminal runs commands in this project. <kbd>{formatKeys(keys)}</kbd> opens one from anywhere.
      </EmptyState>
    </div>
  );
}
