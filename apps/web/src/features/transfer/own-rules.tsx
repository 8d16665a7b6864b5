import type { Preview } from '@berth/protocol/transfer';
import { useId } from 'react';
import { formatBytes, plural } from '../fs/format-bytes';
import styles from './transfer.module.css';

export interface OwnRulesProps {
  /** The person's patterns, one a line; undefined while Berth's own rules hold. */
  text: string | undefined;
  onChange: (text: string | undefined) => void;
  preview: Preview | undefined;
}

/** Patterns of the person's own, in place of every rule. */
export function OwnRules({ text, onChange, preview }: OwnRulesProps) {
  const id = useId();
  const on = text !== undefined;
  const named = preview?.excluded.find(({ group }) => group === 'pattern');
  return (
    <div className={styles.rules}>
      <label className={styles.group}>
        <input type="checkbox" checked={on} onChange={() => onChange(on ? undefined : '')} />
        <span className={styles.groupText}>Leave out by my own rules instead</span>
      </label>
      {on && (
        <>
          <label className={styles.muted} htmlFor={id}>
            One pattern a line, as in .gitignore. Without any, everything goes in.
          </label>
          <textarea
            id={id}
            className={styles.patterns}
            rows={4}
            spellCheck={false}
            placeholder={'node_modules/\n*.log'}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
          {named && (
            <span className={styles.muted}>
              Left out: {plural(named.files, 'file')}, {formatBytes(named.bytes)}
            </span>
          )}
        </>
      )}
    </div>
  );
}
