import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './editor.module.css';

/** One line above the text about the file, with what can be done. */
export function Banner({
  icon: Icon,
  text,
  actions,
}: {
  icon: LucideIcon;
  text: string;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.banner} role="status">
      <Icon size={15} aria-hidden />
      <span className={styles.bannerText}>{text}</span>
      {actions && <div className={styles.bannerActions}>{actions}</div>}
    </div>
  );
}
