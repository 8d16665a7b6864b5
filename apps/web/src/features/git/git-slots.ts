import { FileDiff, GitBranch, GitCommitHorizontal } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureSlots } from '../../workbench/slot-types';
import { ActionItem } from './action-progress';
import { BranchItem } from './branch-item';
import { GitBackground } from './git-background';
import { COMMIT_TAB, DIFF_TAB } from './open-diff';
import { sourceControlPanel } from './panel';
import { SyncItem } from './sync-item';
import { useDrawAhead } from './use-draw-ahead';
import { useChangeCount } from './use-status';

export const GIT_ACTIVITY = 'git';

export const gitSlots: FeatureSlots = {
  activities: [
    {
      id: GIT_ACTIVITY,
      title: 'Source control',
      icon: GitBranch,
      keys: 'Mod+Shift+G',
      Panel: sourceControlPanel.Panel,
      useBadge: useChangeCount,
      useDrawAhead,
    },
  ],
  editors: [
    { kind: DIFF_TAB, icon: FileDiff, Editor: lazy(() => import('./diff-view')) },
    { kind: COMMIT_TAB, icon: GitCommitHorizontal, Editor: lazy(() => import('./commit-view')) },
  ],
  status: [
    { id: 'git-branch', side: 'left', Item: BranchItem },
    { id: 'git-sync', side: 'left', Item: SyncItem },
    { id: 'git-action', side: 'left', Item: ActionItem },
  ],
  Background: GitBackground,
};
