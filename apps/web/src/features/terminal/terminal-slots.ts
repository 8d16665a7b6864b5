import { SquareTerminal } from 'lucide-react';
import type { FeatureSlots } from '../../workbench/slot-types';
import { terminalPanel } from './panel';

export const terminalSlots: FeatureSlots = {
  bottomPanels: [
    {
      id: 'terminal',
      title: 'Terminal',
      icon: SquareTerminal,
      Panel: terminalPanel.Panel,
    },
  ],
};
