import type { Preview } from '@berth/protocol/transfer';
import { formatBytes, plural } from '../fs/format-bytes';
import { type GroupRow, groupRows, groupWords } from './groups';
import styles from './transfer.module.css';

export interface GroupListProps {
  preview: Preview | undefined;
  /** Groups that are switched on. */
  include: readonly string[];
  onToggle: (group: string) => void;
}

/** What stays out, by group, each to be switched on. */
export function GroupList({ preview, include, onToggle }: GroupListProps) {
  return groupRows(preview, include).map((row) => (
    <label key={row.group} className={styles.group}>
      <input type="checkbox" checked={row.on} onChange={() => onToggle(row.group)} />
      <span className={styles.groupText}>
        <span className={styles.groupName}>
          {groupWords[row.group]}
          <span className={styles.muted}>
            {row.on ? 'goes in' : `left out: ${plural(row.files, 'file')}, ${formatBytes(row.bytes)}`}
          </span>
        </span>
        {!row.on && <WhyLeftOut row={row} />}
      </span>
    </label>
  ));
}

function WhyLeftOut({ row }: { row: GroupRow }) {
  const paths = row.paths.join('  ');
  return (
    <>
      <span className={styles.muted}>{row.reasons.join('. ')}.</span>
      <code className={styles.paths} title={row.paths.join('\n')}>
        {paths}
      </code>
    </>
  );
}
