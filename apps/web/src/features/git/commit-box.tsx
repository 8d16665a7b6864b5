import type { RepositoryStatus } from '@berth/protocol/git-status';
import { Check, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { useProject } from '../../workbench/project-context';
import { changeCount } from './change-rows';
import { commitAll } from './commit-all';
import { keepMessage, keptMessages } from './commit-messages';
import styles from './git.module.css';
import { useGit } from './git-store';
import { replaceMessage } from './message-draft';
import { synchronise } from './remote-actions';
import { runAction } from './run-action';
import { useActions } from './use-actions';

/** Milliseconds in which a git that is cancelled ends; until then it may still make its commit. */
const ENDING_MS = 1_000;

/** Where a commit is written: its message, earlier ones, amending, and committing with a push. */
export function CommitBox({ status }: { status: RepositoryStatus }) {
  const { id: projectId } = useProject();
  const { message, amend } = useGit();
  const actions = useActions();
  const [position, setPosition] = useState(-1);
  const kept = keptMessages(projectId);
  const nothingStaged = status.staged.length === 0;
  const stagesAll = nothingStaged && !amend && status.operation === null;
  const ready =
    status.conflicted.length === 0 &&
    (message.trim() !== '' || amend || status.operation === 'merge') &&
    (amend || changeCount(status) > 0 || status.operation === 'merge');

  const committed = () => {
    keepMessage(projectId, message);
    replaceMessage(projectId, { was: message, next: '' });
    setPosition(-1);
  };

  const commit = (then?: () => Promise<void>) =>
    runAction({
      projectId,
      name: 'Commit',
      goingOn: 'commit',
      failed: 'The commit was not made',
      work: async (signal) => {
        if (stagesAll) await commitAll({ projectId, message }, signal);
        else await trpc.git.commit.mutate({ projectId, message, amend }, { signal });
        committed();
        void then?.();
      },
      afterCancel: async () => {
        await new Promise((resolve) => setTimeout(resolve, ENDING_MS));
        const now = await trpc.git.status.query({ projectId }).catch(() => undefined);
        if (!now?.isRepository) return undefined;
        if (now.head === status.head) return 'Nothing was committed.';
        committed();
        return 'The commit was made already. Undo last commit takes it back.';
      },
    });

  const recall = (step: 1 | -1) => {
    const next = Math.min(Math.max(position + step, -1), kept.length - 1);
    setPosition(next);
    useGit.setState({ message: kept[next] ?? '' });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (ready && actions.length === 0) void commit();
    }
    const untouched = message === '' || (position >= 0 && message === kept[position]);
    if (
      untouched &&
      kept.length > 0 &&
      (event.key === 'ArrowUp' || (event.key === 'ArrowDown' && position >= 0))
    ) {
      event.preventDefault();
      recall(event.key === 'ArrowUp' ? 1 : -1);
    }
  };

  return (
    <div className={styles.commit}>
      <textarea
        className={styles.message}
        aria-label="Commit message"
        placeholder={amend ? 'Message (empty keeps the last one)' : 'Message (Ctrl+Enter commits, ↑ recalls)'}
        rows={Math.min(8, Math.max(2, message.split('\n').length))}
        value={message}
        onChange={(event) => useGit.setState({ message: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <div className={styles.buttons}>
        <Button
          variant="primary"
          size="sm"
          icon={Check}
          className={styles.grow}
          disabled={!ready}
          busy={actions.length > 0}
          onClick={() => void commit()}
        >
          {amend ? 'Amend last commit' : stagesAll && changeCount(status) > 0 ? 'Commit all' : 'Commit'}
        </Button>
        <Menu
          align="end"
          trigger={<IconButton icon={ChevronDown} label="More ways to commit" size="sm" />}
          items={[
            {
              label: 'Commit and push',
              disabled: !ready || status.detached,
              onSelect: () => void commit(() => synchronise(projectId, status)),
            },
            {
              label: 'Amend last commit',
              checked: amend,
              disabled: status.head === null,
              onSelect: () => useGit.setState({ amend: !amend }),
            },
            ...(kept.length > 0
              ? ([
                  'separator',
                  {
                    label: 'Earlier messages',
                    items: kept.slice(0, 10).map((text) => ({
                      label: text.split('\n')[0]?.slice(0, 60) ?? '',
                      onSelect: () => useGit.setState({ message: text }),
                    })),
                  },
                ] as const)
              : []),
          ]}
        />
      </div>
    </div>
  );
}
