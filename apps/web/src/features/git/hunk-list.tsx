import type { FileDiff } from '@berth/protocol/git-change';
import { useMemo } from 'react';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { useProject } from '../../workbench/project-context';
import type { DiffInput } from './diff-sides';
import { showGitDialog } from './git-store';
import styles from './hunk-list.module.css';
import { parseHunks } from './parse-hunks';
import { runAction } from './run-action';

/** Hunks that are drawn; a longer diff says so. */
const MOST = 500;

type Action = 'stage' | 'unstage' | 'discard';

/** A diff part by part. Parts of uncommitted changes can be staged, unstaged or discarded. */
export function HunkList({ input, diff }: { input: DiffInput; diff: FileDiff }) {
  const { id: projectId } = useProject();
  const hunks = useMemo(() => parseHunks(diff.diff), [diff.diff]);
  const actions: readonly Action[] =
    input.hash !== undefined || input.oldPath !== undefined || input.submodule
      ? []
      : input.staged
        ? ['unstage']
        : ['stage', 'discard'];
  const ask = (action: Action, index: number) => {
    if (action !== 'discard') return apply(action, index);
    showGitDialog({ kind: 'discard_part', path: input.path, discard: () => apply(action, index) });
  };
  const apply = (action: Action, index: number) =>
    void runAction({
      projectId,
      name: 'Applying the part',
      failed: 'That part was not applied',
      work: (signal) =>
        trpc.git.hunks.mutate(
          { projectId, path: input.path, action, hunks: [index], etag: diff.etag },
          { signal },
        ),
    });
  return (
    <div className={styles.hunks}>
      {hunks.slice(0, MOST).map((hunk, index) => (
        // A hunk has no identity but its place in this very diff.
        <section key={`${diff.etag}:${index}`} aria-label={`Part ${index + 1}`}>
          <header className={styles.header}>
            <code>{hunk.header}</code>
            {actions.map((action) => (
              <Button key={action} size="sm" variant="ghost" onClick={() => ask(action, index)}>
                {action === 'stage' ? 'Stage' : action === 'unstage' ? 'Unstage' : 'Discard'}
              </Button>
            ))}
          </header>
          <pre className={styles.lines}>
            {hunk.lines.map((line, number) => (
              <span key={`${number}${line}`} className={styles.line} data-sign={line[0]}>
                {line}
                {'\n'}
              </span>
            ))}
          </pre>
        </section>
      ))}
      {(diff.truncated || hunks.length > MOST) && (
        <p className={styles.more}>The diff is longer than what is shown.</p>
      )}
    </div>
  );
}
