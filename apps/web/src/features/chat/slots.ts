import { MessageSquare } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureSlots } from '../../workbench/slot-types';
import { ChatBackground } from './chat-background';
import { useOutbox } from './outbox';

export const chatSlots: FeatureSlots = {
  activities: [
    {
      id: 'chat',
      title: 'Chat',
      icon: MessageSquare,
      keys: 'Mod+Alt+I',
      Panel: lazy(() => import('./chat-panel').then(({ ChatPanel }) => ({ default: ChatPanel }))),
      useBadge: () => useOutbox(({ entries }) => entries.length || undefined),
    },
  ],
  Background: ChatBackground,
};
