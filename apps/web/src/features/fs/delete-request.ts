import type { Entry } from '@berth/protocol/fs-entry';
import { create } from 'zustand';

/** The entry the person is asked about before it is deleted. */
export const useDeleteRequest = create<{ entry: Entry | null }>(() => ({ entry: null }));

export function requestDelete(entry: Entry): void {
  useDeleteRequest.setState({ entry });
}

export function endDeleteRequest(): void {
  useDeleteRequest.setState({ entry: null });
}
