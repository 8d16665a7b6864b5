import type { RepositoryStatus } from '@berth/protocol/git-status';

/** Why the branch cannot be pushed or pulled now, as what to do about it; undefined where it can. */
export function remoteReason({
  detached,
  head,
}: Pick<RepositoryStatus, 'detached' | 'head'>): string | undefined {
  if (detached) return 'switch to a branch first';
  return head === null ? 'make a first commit first' : undefined;
}
