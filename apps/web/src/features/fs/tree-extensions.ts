import type { EntryType } from '@berth/protocol/fs-entry';
import { create } from 'zustand';
import type { MenuItem } from '../../ui/menu-items';

export type DecorationTone = 'added' | 'modified' | 'deleted' | 'untracked' | 'conflicted' | 'ignored';

/** What stands at the end of an entry's line, and its colour. */
export interface TreeDecoration {
  letter: string;
  tone: DecorationTone;
  /** What the letter means, for the tooltip and screen readers. */
  label: string;
}

export type Decorate = (path: string, type: EntryType) => TreeDecoration | undefined;

export const useTreeDecorator = create<{ decorate: Decorate }>(() => ({ decorate: () => undefined }));

/** The tree and the quick pickers decorate entries with this until it is set again. It is called for visible lines only. */
export function setTreeDecorator(decorate: Decorate): void {
  useTreeDecorator.setState({ decorate });
}

/** An entry whose menu is opened; the root is a directory with the path `.`. */
export interface TreeTarget {
  path: string;
  type: EntryType;
}

/** Called with all that is acted on: one entry, or several. */
export type TreeMenuContribution = (targets: readonly TreeTarget[]) => MenuItem[];

const contributions = new Set<TreeMenuContribution>();

/** Adds items to the menu of the tree's entries until the returned function is called. */
export function contributeToTreeMenu(contribution: TreeMenuContribution): () => void {
  contributions.add(contribution);
  return () => {
    contributions.delete(contribution);
  };
}

export function contributedItems(targets: readonly TreeTarget[]): MenuItem[] {
  return [...contributions].flatMap((contribution) => contribution(targets));
}
