import type { Entry } from '@berth/protocol/fs-entry';
import { create } from 'zustand';

interface DeleteRequest {
  /** At least one; none lies in another. */
  entries: readonly Entry[];
  /** What the tree's keys act on once they are gone. */
  next: string | null;
}

/** The entries the person is asked about before they are deleted. */
export const useDeleteRequest = create<{ request: DeleteRequest | null }>(() => ({ request: null }));

export function requestDelete(entries: readonly Entry[], next: string | null): void {
  if (entries.length > 0) useDeleteRequest.setState({ request: { entries, next } });
}

export function endDeleteRequest(): void {
  useDeleteRequest.setState({ request: null });
}
