import { toAppError } from '../../lib/errors';
import { showError, showToast } from '../../ui/toasts';
import { failureOf, type GitDialog, type RunningAction, showGitDialog, useGit } from './git-store';
import { askInProject } from './questions';

/** Milliseconds after which an action is shown, with a way to cancel it. */
const SHOWN_AFTER_MS = 1_000;

export interface Action {
  projectId: string;
  /** A noun, such as `Commit`: what a person sees while it runs, and cancels. */
  name: string;
  /** The failure's heading. */
  failed: string;
  /** Ends with the signal: every request of it carries it. */
  work: (signal: AbortSignal) => Promise<unknown>;
  /** A verb, such as `commit`, for what is tried again once the person has said who they are. */
  goingOn?: string;
  /** It pushes: what the remote rejects can be replaced there. A fetch can be rejected too, and has nothing to replace. */
  pushes?: boolean;
  /** Tells what became of it when it was cancelled; a sentence, or nothing. */
  afterCancel?: () => Promise<string | undefined>;
}

/**
 * Runs a git action. Where its failure raises a question (who are you, do you trust this, replace what is there), the question
 * is asked, and answering it runs the action again. Answers whether it succeeded.
 */
export async function runAction(action: Action): Promise<boolean> {
  const { projectId, name } = action;
  const running: RunningAction = { projectId, name, abort: new AbortController(), slow: false };
  const change = (next: (actions: readonly RunningAction[]) => readonly RunningAction[]) =>
    useGit.setState(({ actions }) => ({ actions: next(actions) }));
  const isThis = ({ abort }: RunningAction) => abort === running.abort;
  change((actions) => [...actions, running]);
  const show = () => change((actions) => actions.map((one) => (isThis(one) ? { ...one, slow: true } : one)));
  const timer = setTimeout(show, SHOWN_AFTER_MS);
  try {
    return await attempt({ ...action, abort: running.abort, retry: () => void runAction(action) });
  } finally {
    clearTimeout(timer);
    change((actions) => actions.filter((one) => !isThis(one)));
  }
}

interface Attempt extends Action {
  abort: AbortController;
  /** Does all of it again, once what stood in the way is cleared. */
  retry: () => void;
}

/** As `runAction`, for what may take its time while other actions go on. */
export async function attempt(action: Attempt): Promise<boolean> {
  const {
    projectId,
    name,
    failed,
    work,
    abort,
    retry,
    afterCancel,
    goingOn = 'go on',
    pushes = false,
  } = action;
  try {
    await work(abort.signal);
    return true;
  } catch (error) {
    if (abort.signal.aborted) {
      const text = await afterCancel?.();
      showToast({ kind: 'info', title: `${name} cancelled`, ...(text === undefined ? {} : { text }) });
    } else handleFailure(failed, { projectId, pushes, goingOn, error, retry });
    return false;
  }
}

interface Failed {
  projectId: string;
  pushes: boolean;
  goingOn: string;
  error: unknown;
  retry: () => void;
}

function handleFailure(title: string, { projectId, pushes, goingOn, error, retry }: Failed): void {
  const failure = failureOf(error);
  const { message } = toAppError(error);
  const ask = (dialog: GitDialog) => askInProject({ projectId, title, dialog });
  switch (failure?.kind) {
    case 'cancelled':
      return;
    case 'identity_missing':
      ask({ kind: 'identity', goingOn, retry });
      return;
    case 'untrusted':
      ask({ kind: 'trust', failure, retry });
      return;
    case 'no_remote':
      ask({ kind: 'remotes', retry });
      return;
    case 'rejected':
      if (pushes) ask({ kind: 'rejected', message, failure });
      else showError(title, error);
      return;
    case 'hook': {
      const [first = ''] = message.split('\n');
      ask({ kind: 'output', title, message: first, output: failure.output ?? '' });
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
