import type { Entry } from '@berth/protocol/fs-entry';
import { create } from 'zustand';

interface DeleteRequest {
  entry: Entry;
  /** What the tree's keys act on once it is gone. */
  next: string | null;
}

/** The entry the person is asked about before it is deleted. */
export const useDeleteRequest = create<{ request: DeleteRequest | null }>(() => ({ request: null }));

export function requestDelete(entry: Entry, next: string | null): void {
  useDeleteRequest.setState({ request: { entry, next } });
}

export function endDeleteRequest(): void {
  useDeleteRequest.setState({ request: null });
}
