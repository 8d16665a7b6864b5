import type { Remark } from '@berth/protocol/transfer';
import styles from './transfer.module.css';

/** Files that need a word, folded away. */
export function RemarkList({ title, remarks, count }: { title: string; remarks: Remark[]; count: number }) {
  if (count === 0) return null;
  return (
    <details className={styles.remarks}>
      <summary>
        {title}: {count.toLocaleString('en')}
      </summary>
      <ul>
        {remarks.map(({ path, reason }) => (
          <li key={path}>
            <code>{path}</code> {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
