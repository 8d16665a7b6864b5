import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ErrorNotice } from '../../ui/error-notice';
import { Waiting } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import type { EditorTab } from '../../workbench/tabs';
import { decorationOf } from './decorations';
import styles from './git.module.css';
import { openCommitDiff } from './open-diff';
import { commitQuery } from './queries';

const inputSchema = z.object({ hash: z.string() });

/** A commit: who, when, why, and the files it changed. */
export default function CommitView({ tab }: { tab: EditorTab }) {
  const { id: projectId } = useProject();
  const { hash } = inputSchema.parse(tab.input);
  const { data, error } = useQuery(commitQuery(projectId, hash));
  if (error) return <ErrorNotice error={error} title="The commit cannot be read" />;
  if (!data) return <Waiting />;
  const { commit, files, truncated } = data;
  return (
    <article className={styles.details}>
      <h2>{commit.subject}</h2>
      <p className={styles.meta}>
        {commit.author.name} &lt;{commit.author.email}&gt; · {new Date(commit.author.date).toLocaleString()} ·{' '}
        <code>{commit.hash}</code>
      </p>
      {commit.body && <pre className={styles.body}>{commit.body}</pre>}
      <h3>
        {files.length} {files.length === 1 ? 'file' : 'files'}
        {truncated && ' (the first of more)'}
      </h3>
      <ul className={styles.plain} aria-label="Files of the commit">
        {files.map((file) => {
          const { letter, tone, label } = decorationOf(file);
          return (
            <li key={file.path}>
              <button type="button" className={styles.name} onClick={() => openCommitDiff(hash, file)}>
                <span className={styles.letter} data-tone={tone} title={label}>
                  {letter}
                </span>
                <span className={styles.file}>
                  {file.oldPath ? `${file.oldPath} → ${file.path}` : file.path}
                </span>
                <span className={styles.added}>+{file.addedLines}</span>
                <span className={styles.removed}>−{file.removedLines}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </article>
  );
}
