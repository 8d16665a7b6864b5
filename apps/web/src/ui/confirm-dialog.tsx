import * as Radix from '@radix-ui/react-alert-dialog';
import type { ReactNode } from 'react';
import { useRef } from 'react';
import { Button } from './button';
import { cx } from './cx';
import styles from './dialog.module.css';

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  busy?: boolean;
  /** False while what `children` asks for is not given yet. */
  ready?: boolean;
  /** The dialog stays open; the owner closes it when the work is done. */
  onConfirm: () => void;
  children?: ReactNode;
}

/** Asks before something that cannot be taken back. Escape and the first focus are the harmless answer. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirmLabel, cancelLabel = 'Cancel', children } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  const opener = useRef<Element>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={cx(styles.dialog, styles.sm)}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            opener.current = document.activeElement;
            cancel.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <div className={styles.header}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
          </div>
          <Radix.Description asChild>
            <div className={styles.description}>{description}</div>
          </Radix.Description>
          {children && <div className={styles.body}>{children}</div>}
          <div className={styles.footer}>
            <Radix.Cancel asChild>
              <Button ref={cancel}>{cancelLabel}</Button>
            </Radix.Cancel>
            <Button
              variant={props.danger ? 'danger' : 'primary'}
              busy={props.busy ?? false}
              disabled={props.ready === false}
              onClick={props.onConfirm}
            >
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
