import { SquareTerminal } from 'lucide-react';
import { lazy } from 'react';
import { parseRoute } from '../../shell/route';
import type { FeatureSlots } from '../../workbench/slot-types';

const loadPanel = () => import('./terminal-panel');

// The emulator is no part of the first page's code. A page that opens on a project needs it soon, and fetches it beside the rest.
if (typeof location !== 'undefined' && parseRoute(location.search).view === 'project')
  loadPanel().catch(() => {});

export const terminalSlots: FeatureSlots = {
  bottomPanels: [
    {
      id: 'terminal',
      title: 'Terminal',
      icon: SquareTerminal,
      Panel: lazy(loadPanel),
    },
  ],
};
