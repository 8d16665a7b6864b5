import type { Change, ConflictKind } from '@berth/protocol/git-status';

export const conflictTexts: Record<ConflictKind, string> = {
  both_modified: 'changed on both sides',
  both_added: 'added on both sides',
  both_deleted: 'deleted on both sides',
  added_by_us: 'added by us',
  added_by_them: 'added by them',
  deleted_by_us: 'deleted by us',
  deleted_by_them: 'deleted by them',
  unknown: '',
};

const resolutions = [
  { take: 'ours', label: 'Accept ours', text: 'Ours' },
  { take: 'theirs', label: 'Accept theirs', text: 'Theirs' },
  { take: 'both', label: 'Accept both', text: 'Both' },
  { take: 'working', label: 'Mark resolved', text: 'Resolved' },
] as const;
export type Resolution = (typeof resolutions)[number]['take'];

/** The ways out of a conflict. Only two texts can be put together. */
export function resolutionsOf({ conflict }: Change) {
  const combines = conflict === 'both_modified' || conflict === 'both_added';
  return resolutions.filter(({ take }) => take !== 'both' || combines);
}
