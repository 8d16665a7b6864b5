import type { Branch } from '@berth/protocol/git-branch';
import { isRefName } from '@berth/protocol/git-ref';

export type BranchChoice =
  | { kind: 'branch'; name: string; branch: Branch }
  | { kind: 'create'; name: string };

/** Branches that have the text in their names, local ones first, and the new one the text could name. */
export function branchChoices(
  { local, remote }: { local: readonly Branch[]; remote: readonly Branch[] },
  text: string,
): BranchChoice[] {
  const wanted = text.trim();
  const all = [...local, ...remote];
  const found = all
    .filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
    .map((branch): BranchChoice => ({ kind: 'branch', name: branch.name, branch }));
  const isNew = isRefName(wanted) && !all.some(({ name }) => name === wanted);
  return isNew ? [...found, { kind: 'create', name: wanted }] : found;
}
