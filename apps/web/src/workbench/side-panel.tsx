import { X } from 'lucide-react';
import { Activity, memo, useDeferredValue, useState } from 'react';
import { IconButton } from '../ui/icon-button';
import { useLayout } from './layout';
import { PanelFrame } from './panel-frame';
import type { ActivitySlot } from './slot-types';
import { activitySlots } from './slots';

/**
 * The chosen activity; not drawn again while a pane is resized. Others that have been drawn keep their state, with their effects off.
 * What a click changes elsewhere is on screen first: a long view takes more than one frame.
 */
export const SidePanel = memo(function SidePanel({ current }: { current: string }) {
  const chosen = useDeferredValue(current);
  return activitySlots.map((slot) => <Slot key={slot.id} slot={slot} shown={slot.id === chosen} />);
});

function Slot({ slot, shown }: { slot: ActivitySlot; shown: boolean }) {
  const ahead = slot.useDrawAhead?.() ?? false;
  const [drawn, setDrawn] = useState(false);
  if (!drawn && (shown || ahead)) setDrawn(true);
  if (!drawn) return null;
  return (
    <Activity mode={shown ? 'visible' : 'hidden'}>
      <PanelFrame
        title={slot.title}
        pane="side"
        controls={
          <IconButton
            icon={X}
            label="Close side panel"
            keys="Mod+B"
            size="sm"
            onClick={() => useLayout.setState({ sideOpen: false })}
          />
        }
      >
        <slot.Panel />
      </PanelFrame>
    </Activity>
  );
}
