import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { toAppError } from '../lib/errors';
import styles from './error-notice.module.css';

export interface ErrorNoticeProps {
  /** Anything thrown; its message says what is wrong and what to do. */
  error: unknown;
  title?: string;
  actions?: ReactNode;
}

export function ErrorNotice({ error, title, actions }: ErrorNoticeProps) {
  return (
    <div className={styles.notice} role="alert">
      <CircleAlert className={styles.icon} size={16} aria-hidden />
      <div className={styles.text}>
        {title && <strong>{title}</strong>}
        <p>{toAppError(error).message}</p>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
