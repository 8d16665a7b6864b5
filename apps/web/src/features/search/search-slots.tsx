import { Search } from 'lucide-react';
import { lazy, useEffect } from 'react';
import type { FeatureSlots } from '../../workbench/slot-types';
import { QuickOpen } from './quick-open';
import { watchSearch } from './search-store';

function SearchBackground() {
  useEffect(watchSearch, []);
  return <QuickOpen />;
}

export const searchSlots: FeatureSlots = {
  activities: [
    {
      id: 'search',
      title: 'Search',
      icon: Search,
      keys: 'Mod+Shift+F',
      Panel: lazy(() => import('./search-panel')),
    },
  ],
  Background: SearchBackground,
};
