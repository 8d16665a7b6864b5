import { SquareTerminal } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureSlots } from '../../workbench/slot-types';

/** The emulator comes when the panel is first mounted, apart from the first page's code. */
export const terminalSlots: FeatureSlots = {
  bottomPanels: [
    {
      id: 'terminal',
      title: 'Terminal',
      icon: SquareTerminal,
      Panel: lazy(() => import('./terminal-panel')),
    },
  ],
};
