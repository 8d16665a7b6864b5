import { Files } from 'lucide-react';
import type { FeatureSlots } from '../../workbench/slot-types';
import { FilesBackground } from './files-background';
import { filesPanel } from './panel';
import { FILES_ACTIVITY } from './reveal-in-tree';
import { WatchModeItem } from './watch-mode-item';

export const fsSlots: FeatureSlots = {
  activities: [
    {
      id: FILES_ACTIVITY,
      title: 'Files',
      icon: Files,
      keys: 'Mod+Shift+E',
      Panel: filesPanel.Panel,
    },
  ],
  status: [{ id: 'watch-mode', side: 'right', Item: WatchModeItem }],
  Background: FilesBackground,
};
