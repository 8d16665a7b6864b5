import type { WatchMode } from '@berth/protocol/fs-watch';
import { create } from 'zustand';

/** How changes of the open project's files are noticed. */
export const useWatchMode = create<{ mode: WatchMode }>(() => ({ mode: 'native' }));

export function setWatchMode(mode: WatchMode): void {
  useWatchMode.setState({ mode });
}
