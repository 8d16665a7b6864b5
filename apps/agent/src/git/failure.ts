import { AppError } from '@berth/protocol/error';
import type { GitFailure, GitFailureKind } from '@berth/protocol/git-failure';
import { plainText, withoutSecrets } from './plain-text';

const MAX_OUTPUT_CHARS = 16_000;

/** A GIT_FAILED with details a client can act on. */
export function gitFailure(
  kind: GitFailureKind,
  { message, ...details }: Omit<GitFailure, 'kind'> & { message: string },
): AppError {
  return new AppError('GIT_FAILED', message, { details: { kind, ...details } });
}

export interface Failed {
  stdout: string;
  stderr: string;
  /** Completes "git could not …". */
  doing: string;
  ended?: string;
}

/** What a failed git command means, in words a person can act on. Unknown output is passed on as it is. */
export function failureOf({ stdout, stderr, doing, ended }: Failed): AppError {
  const output = withoutSecrets(plainText(`${stderr}\n${stdout}`)).slice(-MAX_OUTPUT_CHARS);
  if (/^fatal: not a git repository/m.test(stderr)) {
    return new AppError('NOT_A_REPOSITORY', 'The project is not a git repository yet. Initialise one first.');
  }
  if (/spawn git ENOENT/.test(stderr)) {
    return new AppError('WORKSPACE_UNAVAILABLE', 'There is no git in this workspace. Install git first.');
  }
  if (ended === 'cancelled') return gitFailure('cancelled', { message: 'The operation was cancelled.' });
  if (ended === 'no progress') {
    return gitFailure('no_progress', {
      message: 'The remote made no progress for too long, so the operation was ended.',
      advice: 'Check the network and try again.',
      output,
    });
  }
  const known = rules.find(({ pattern }) => pattern.test(output));
  if (known) {
    const files = known.listsFiles ? filesIn(output) : undefined;
    return gitFailure(known.kind, {
      message: known.quotesGit ? `${known.message} git says: ${lastWords(output)}` : known.message,
      ...(known.advice ? { advice: known.advice } : {}),
      ...(files && files.length > 0 ? { files } : {}),
      output,
    });
  }
  return gitFailure('unknown', { message: `git could not ${doing}: ${lastWords(output)}`, output });
}

interface Rule {
  pattern: RegExp;
  kind: GitFailureKind;
  message: string;
  advice?: string;
  listsFiles?: boolean;
  /** Only git knows which of several reasons it is. */
  quotesGit?: boolean;
}

const rules: Rule[] = [
  {
    pattern:
      /local changes to the following files would be overwritten|(?:untracked|Untracked) working tree files? .*would be|directories would lose untracked files|already exists, no checkout/,
    kind: 'would_overwrite',
    message: 'Files you have changed stand in the way.',
    advice: 'Commit or stash your changes first.',
    listsFiles: true,
  },
  {
    pattern: /^(nothing to commit|no changes added to commit|nothing added to commit)/m,
    kind: 'nothing_to_commit',
    message: 'Nothing is staged, so there is nothing to commit. Stage some changes first.',
  },
  {
    pattern: /Please tell me who you are|empty ident name|no email was given|no name was given/,
    kind: 'identity_missing',
    message: 'git does not know who you are. Give a name and an email address for your commits.',
  },
  {
    pattern: /paths are ignored by one of your \.gitignore files/,
    kind: 'unknown',
    message: 'git ignores some of these files, so they were not staged. All others were.',
  },
  {
    pattern: /outside of your sparse-checkout definition/,
    kind: 'unknown',
    message: 'Some of these files are outside the sparse checkout, so they were not staged. All others were.',
    advice: 'Widen the sparse checkout in a terminal to stage them.',
  },
  {
    pattern: /Entry '.+' not uptodate\. Cannot merge/,
    kind: 'unknown',
    message:
      'git stashes no file that is only announced (git add --intent-to-add). Stage all of it, or unstage it, first.',
  },
  {
    pattern: /do not have the initial commit yet|have nothing to amend/,
    kind: 'no_commit',
    message: 'There is no commit yet. Make the first one before this.',
  },
  {
    pattern: /'refs\/heads\/[^']+' exists; cannot create/,
    kind: 'unknown',
    message: 'A branch is called as a folder of the other would be: there cannot be both a and a/b.',
    quotesGit: true,
  },
  {
    pattern: /is not fully merged/,
    kind: 'not_merged',
    message: 'The branch has commits that are on no other branch. Deleting it would lose them.',
    advice: 'Merge it first, or delete it anyway.',
  },
  {
    pattern: /refusing to merge unrelated histories/,
    kind: 'unknown',
    message: 'The two branches have no commit in common, so git does not merge them.',
  },
  {
    pattern: /Not possible to fast-forward/,
    kind: 'unknown',
    message: 'Both sides have new commits, so the branch cannot simply be moved forward.',
    advice: 'Pull with a merge or a rebase.',
  },
  {
    pattern: /you need to resolve your current index first|unmerged files|Committing is not possible because/,
    kind: 'conflicts',
    message: 'There are conflicts that are not resolved yet.',
    advice: 'Resolve each file and mark it resolved, then go on.',
  },
  {
    pattern: /detected dubious ownership/,
    kind: 'unknown',
    message: 'The project’s files belong to another user, so git does not work with them.',
    advice: 'Give the files to the user the workspace runs as.',
  },
  {
    pattern:
      /Could not resolve host|Failed to connect|Connection refused|Connection timed out|Network is unreachable/,
    kind: 'unreachable',
    message: 'The remote cannot be reached.',
    quotesGit: true,
    advice: 'Check its address and the network.',
  },
];

/** Names git lists one a line, indented by a tab, and those it has a sentence for each. */
function filesIn(output: string): string[] {
  return output.split('\n').flatMap((line) => {
    if (line.startsWith('\t')) return [line.trim()];
    const alone =
      /^error: Untracked working tree file '(.+)' would be|^(.+) already exists, no checkout$/.exec(line);
    return alone?.[1] ?? alone?.[2] ?? [];
  });
}

/** The line that says most: git's first `fatal:` or `error:`, of which later ones are what came of it; else the last one. */
function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  const chosen = lines.find((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
  return chosen.replace(/^(fatal|error): /, '').slice(0, 500);
}
