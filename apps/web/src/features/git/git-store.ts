import type { GitFailure } from '@berth/protocol/git-failure';
import { gitFailureSchema } from '@berth/protocol/git-failure';
import type { Operation } from '@berth/protocol/git-status';
import { create } from 'zustand';
import { toAppError } from '../../lib/errors';
import type { Group } from './change-rows';
import type { Resolution } from './resolutions';

/** A question git's state raises; at most one is shown. */
export type GitDialog =
  /** `goingOn` is what is tried again, as a verb. */
  | { kind: 'identity'; goingOn: string; retry: () => void }
  | { kind: 'trust'; failure: GitFailure; retry: () => void }
  | { kind: 'rejected'; message: string; failure: GitFailure }
  | { kind: 'output'; title: string; message: string; output: string }
  | { kind: 'discard'; title: string; paths: readonly string[] }
  | { kind: 'delete_branch'; branch: string }
  /** A commit that is to be left out while there are changes, which go with it. */
  | { kind: 'skip'; operation: Operation }
  /** What is to go back to where it began, while there are changes, which are lost. */
  | { kind: 'abort'; operation: Operation }
  /** The last commit is to be taken back, of which more comes than staged changes. */
  | { kind: 'undo'; warnings: readonly string[] }
  /** A part of a file's changes that is to be thrown away. */
  | { kind: 'discard_part'; path: string; discard: () => void }
  /** A side that is to be taken of a file that was edited by hand. */
  | { kind: 'hand_edits'; path: string; take: Resolution }
  /** Files that are to count as resolved, some of which still have conflict markers. */
  | { kind: 'markers'; marked: readonly string[]; paths: readonly string[] }
  /** `retry` is what waits for a remote. */
  | { kind: 'remotes'; retry?: () => void }
  | { kind: 'branches' };

export interface RemoteProgress {
  operation: string;
  message: string;
  fraction: number | null;
}

/** An action that changes the repository, from its request to its answer. */
export interface RunningAction {
  projectId: string;
  /** A noun, such as `Commit`. */
  name: string;
  abort: AbortController;
  /** Whether it takes so long that it is shown. */
  slow: boolean;
}

/** A remote operation, from its request to its answer. */
export interface RunningRemote {
  projectId: string;
  /** A noun, such as `Push`. */
  name: string;
  abort: AbortController;
  /** Null until git says how far it is. */
  progress: RemoteProgress | null;
}

interface GitState {
  /** Of the project on screen, as the message is. */
  dialog: GitDialog | null;
  /** By project, what is to be asked once it is on screen again. */
  unasked: ReadonlyMap<string, GitDialog>;
  /** Remote operations under way: at most one of each project. */
  remotes: readonly RunningRemote[];
  /** Actions under way, in the order they were asked for: of each project the first runs, the others wait for their turn. */
  actions: readonly RunningAction[];
  closed: ReadonlySet<Group>;
  view: 'changes' | 'history' | 'stashes';
  /** What the message box has; kept while other views are shown. */
  message: string;
  amend: boolean;
}

export const useGit = create<GitState>(() => ({
  dialog: null,
  unasked: new Map(),
  remotes: [],
  actions: [],
  closed: new Set(),
  view: 'changes',
  message: '',
  amend: false,
}));

export const showGitDialog = (dialog: GitDialog | null): void => useGit.setState({ dialog });

export function toggleGroup(group: Group): void {
  useGit.setState(({ closed }) => {
    const next = new Set(closed);
    if (!next.delete(group)) next.add(group);
    return { closed: next };
  });
}

/** What a GIT_FAILED says beyond its message. */
export function failureOf(error: unknown): GitFailure | undefined {
  const parsed = gitFailureSchema.safeParse(toAppError(error).details);
  return parsed.success ? parsed.data : undefined;
}
