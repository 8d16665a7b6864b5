import { toAppError } from '../../lib/errors';
import { showError, showToast } from '../../ui/toasts';
import { failureOf, showGitDialog, useGit } from './git-store';

/**
 * Runs a git action. Where its failure raises a question (who are you, do you trust this, replace what is there), the question
 * is asked, and answering it runs the action again. Answers whether it succeeded.
 */
export async function runAction(title: string, action: () => Promise<unknown>): Promise<boolean> {
  useGit.setState(({ busy }) => ({ busy: busy + 1 }));
  try {
    return await attempt({ title, action, retry: () => void runAction(title, action) });
  } finally {
    useGit.setState(({ busy }) => ({ busy: busy - 1 }));
  }
}

interface Attempt {
  title: string;
  action: () => Promise<unknown>;
  /** Does all of it again, once what stood in the way is cleared. */
  retry: () => void;
}

/** As `runAction`, for what may take its time while other actions go on. */
export async function attempt({ title, action, retry }: Attempt): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    handleFailure(title, { error, retry });
    return false;
  }
}

function handleFailure(title: string, { error, retry }: { error: unknown; retry: () => void }): void {
  const failure = failureOf(error);
  const { message } = toAppError(error);
  switch (failure?.kind) {
    case 'cancelled':
      return;
    case 'identity_missing':
      showGitDialog({ kind: 'identity', retry });
      return;
    case 'untrusted':
      showGitDialog({ kind: 'trust', failure, retry });
      return;
    case 'no_remote':
      showGitDialog({ kind: 'remotes', retry });
      return;
    case 'rejected':
      showGitDialog({ kind: 'rejected', message, failure });
      return;
    case 'hook': {
      const [first = ''] = message.split('\n');
      showGitDialog({ kind: 'output', title, message: first, output: failure.output ?? '' });
      return;
    }
    default: {
      const output = failure?.output;
      if (!output || output.length < 200) {
        showError(title, error);
        return;
      }
      showToast({
        kind: 'error',
        title,
        text: message.slice(0, 300),
        action: {
          label: 'Show output',
          run: () => showGitDialog({ kind: 'output', title, message, output }),
        },
      });
    }
  }
}
