import * as Radix from '@radix-ui/react-toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Button } from './button';
import { IconButton } from './icon-button';
import styles from './toaster.module.css';
import { closeToast, type Toast, useToasts } from './toasts';

const icons = { info: Info, success: CircleCheck, error: CircleAlert };

/** Once, in the shell: draws what `showToast` was given. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <Radix.Provider swipeDirection="right" label="Notification">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      <Radix.Viewport className={styles.viewport} />
    </Radix.Provider>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { action } = toast;
  const Icon = icons[toast.kind];
  const durationMs = toast.durationMs ?? (toast.kind === 'error' ? Number.POSITIVE_INFINITY : 6_000);
  return (
    <Radix.Root
      className={styles.toast}
      type={toast.kind === 'error' ? 'foreground' : 'background'}
      duration={durationMs}
      onOpenChange={(open) => !open && closeToast(toast.id)}
    >
      <Icon className={styles[toast.kind]} size={16} aria-hidden />
      <div className={styles.body}>
        <Radix.Title className={styles.title}>{toast.title}</Radix.Title>
        {toast.text && <Radix.Description className={styles.text}>{toast.text}</Radix.Description>}
        {action && (
          <Radix.Action asChild altText={action.label}>
            <Button size="sm" className={styles.action} onClick={action.run}>
              {action.label}
            </Button>
          </Radix.Action>
        )}
      </div>
      <Radix.Close asChild>
        <IconButton icon={X} label="Dismiss" size="sm" />
      </Radix.Close>
    </Radix.Root>
  );
}
