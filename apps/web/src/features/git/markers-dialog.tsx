import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useProject } from '../../workbench/project-context';
import { markResolved } from './change-actions';
import styles from './git.module.css';
import { showGitDialog } from './git-store';

interface MarkersDialogProps {
  /** Files that still have markers. */
  marked: readonly string[];
  /** All that are to be marked resolved. */
  paths: readonly string[];
}

const SHOWN = 50;
const close = () => showGitDialog(null);

/** Asks before files count as resolved that git's markers are still in. */
export function MarkersDialog({ marked, paths }: MarkersDialogProps) {
  const { id: projectId } = useProject();
  const [only] = marked;
  const isOne = paths.length === 1;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={
        isOne ? 'Mark resolved with its markers?' : `Mark ${paths.length} files resolved with their markers?`
      }
      description={
        <>
          <p>
            {marked.length === 1 ? only : `${marked.length} of the files`} still{' '}
            {marked.length === 1 ? 'has' : 'have'} lines git marked the conflict with (
            <code>&lt;&lt;&lt;&lt;&lt;&lt;&lt;</code>, <code>=======</code> or{' '}
            <code>&gt;&gt;&gt;&gt;&gt;&gt;&gt;</code>). They would be committed as they are.
          </p>
          {marked.length > 1 && (
            <ul className={styles.marked}>
              {marked.slice(0, SHOWN).map((path) => (
                <li key={path}>{path}</li>
              ))}
              {marked.length > SHOWN && <li>and {marked.length - SHOWN} more</li>}
            </ul>
          )}
        </>
      }
      confirmLabel="Mark resolved anyway"
      danger
      onConfirm={() => {
        close();
        void markResolved(projectId, paths);
      }}
    />
  );
}
