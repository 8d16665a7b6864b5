import type { Branch } from '@berth/protocol/git-branch';
import { useQuery } from '@tanstack/react-query';
import { Check, GitBranch, GitMerge, Plus, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { trpc } from '../../lib/trpc';
import { cx } from '../../ui/cx';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { TextField } from '../../ui/text-field';
import { useProject } from '../../workbench/project-context';
import { deleteBranch } from './branch-actions';
import { branchChoices } from './branch-choices';
import styles from './git.module.css';
import { showGitDialog, useGit } from './git-store';
import { branchesQuery } from './queries';
import { runAction } from './run-action';

const close = () => showGitDialog(null);

/** Switches, creates, merges and deletes branches. Typing filters; Enter takes the first. */
export function BranchDialog() {
  const open = useGit((state) => state.dialog?.kind === 'branches');
  return open ? <Branches /> : null;
}

function Branches() {
  const { id: projectId } = useProject();
  const { data, error } = useQuery(branchesQuery(projectId));
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const choices = data ? branchChoices(data, text) : [];
  const at = Math.min(chosen, choices.length - 1);
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const name = choices[at]?.name;
  // The one that Enter takes is in sight, however many there are.
  useEffect(() => {
    if (name !== undefined) list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at, name]);

  const take = (choice: (typeof choices)[number]) => {
    close();
    const input = { projectId, branch: choice.name, create: choice.kind === 'create' };
    void runAction({
      projectId,
      name: 'Branch switch',
      failed: 'The branch was not switched',
      work: (signal) => trpc.git.checkout.mutate(input, { signal }),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && choices[at]) take(choices[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onOpenChange={close} title="Switch branch">
      <TextField
        label="Branch"
        labelHidden
        autoFocus
        placeholder="Find a branch, or name a new one"
        value={text}
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {error && <ErrorNotice error={error} title="The branches cannot be read" />}
      <ul ref={list} id={`${id}-list`} className={styles.branches} aria-label="Branches">
        {choices.map((choice, index) => (
          <li
            key={`${choice.kind}:${choice.name}`}
            className={cx(styles.branch, index === at && styles.focused)}
          >
            <button
              id={`${id}-${index}`}
              type="button"
              className={styles.name}
              aria-current={index === at || undefined}
              onClick={() => take(choice)}
            >
              <BranchIcon choice={choice} />
              <span className={styles.file}>
                {choice.kind === 'create' ? `Create branch ${choice.name}` : choice.name}
              </span>
              <span className={styles.folder}>{choice.kind === 'branch' && describe(choice.branch)}</span>
            </button>
            {choice.kind === 'branch' && !choice.branch.current && (
              <BranchActions projectId={projectId} branch={choice.branch} />
            )}
          </li>
        ))}
        {data && choices.length === 0 && <li className={styles.quiet}>No branch has that name.</li>}
      </ul>
    </Dialog>
  );
}

function BranchIcon({ choice }: { choice: ReturnType<typeof branchChoices>[number] }) {
  if (choice.kind === 'create') return <Plus size={14} aria-hidden />;
  return choice.branch.current ? (
    <Check size={14} aria-label="Current" />
  ) : (
    <GitBranch size={14} aria-hidden />
  );
}

function describe({ ahead, behind, gone, upstream, commit }: Branch): string {
  const track = gone ? 'upstream gone' : upstream ? `${behind ?? 0}↓ ${ahead ?? 0}↑` : '';
  return [track, commit.subject].filter(Boolean).join(' · ');
}

function BranchActions({ projectId, branch }: { projectId: string; branch: Branch }) {
  const { name, remote } = branch;
  return (
    <>
      <IconButton
        icon={GitMerge}
        label={`Merge ${name} into the current branch`}
        size="sm"
        onClick={() => {
          close();
          void runAction({
            projectId,
            name: 'Merge',
            goingOn: 'merge',
            failed: 'The merge failed',
            work: (signal) => trpc.git.merge.mutate({ projectId, branch: name }, { signal }),
          });
        }}
      />
      {remote === null && (
        <IconButton
          icon={Trash2}
          label={`Delete ${name}`}
          size="sm"
          onClick={() => void deleteBranch(projectId, name)}
        />
      )}
    </>
  );
}
