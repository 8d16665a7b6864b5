import type { ReactNode } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { showGitDialog } from './git-store';

interface LossDialogProps {
  title: string;
  confirmLabel: string;
  onConfirm: () => void;
  /** What is lost. */
  children: ReactNode;
}

/** Asks before git throws something away; closes by itself with either answer. */
export function LossDialog({ title, confirmLabel, onConfirm, children }: LossDialogProps) {
  const close = () => showGitDialog(null);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={title}
      description={children}
      confirmLabel={confirmLabel}
      danger
      onConfirm={() => {
        close();
        onConfirm();
      }}
    />
  );
}
