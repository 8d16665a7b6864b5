import { Hourglass } from 'lucide-react';
import { useEffect } from 'react';
import { on } from '../../lib/socket';
import { useProject } from '../../workbench/project-context';
import { StatusItem } from '../../workbench/status-item';
import { setWatchMode, useWatchMode } from './watch-mode';

/** Says that changes show up late, as long as part of the project is looked at every few seconds instead of watched. */
export function WatchModeItem() {
  const { id } = useProject();
  const mode = useWatchMode((state) => state.mode);
  useEffect(
    () =>
      on('file_watch_mode', ({ projectId, mode: changed }) => {
        if (projectId === id) setWatchMode(changed);
      }),
    [id],
  );
  if (mode === 'native') return null;
  return (
    <StatusItem
      icon={Hourglass}
      tone="warning"
      tooltip="No more folders can be watched, so some changes show up after a few seconds. Raise fs.inotify.max_user_watches or BERTH_WORKSPACE_WATCHES on the server, or let .gitignore name folders of generated files."
    >
      Files refresh slowly
    </StatusItem>
  );
}
