import type { FsProgress } from '@berth/protocol/fs-progress';
import { create } from 'zustand';

/** A copy that takes long enough to be shown. */
export interface Copy {
  id: string;
  projectId: string;
  /** Of what is copied. */
  name: string;
  /** Missing until the first report. */
  progress?: FsProgress;
  cancel: () => void;
}

export const useCopies = create<{ copies: readonly Copy[] }>(() => ({ copies: [] }));

export function addCopy(copy: Copy): void {
  useCopies.setState(({ copies }) => ({ copies: [...copies, copy] }));
}

/** Of a copy that is not shown, or no longer, nothing is kept. */
export function setCopyProgress(id: string, progress: FsProgress): void {
  useCopies.setState(({ copies }) => ({
    copies: copies.map((copy) => (copy.id === id ? { ...copy, progress } : copy)),
  }));
}

export function endCopy(id: string): void {
  useCopies.setState(({ copies }) => ({ copies: copies.filter((copy) => copy.id !== id) }));
}
