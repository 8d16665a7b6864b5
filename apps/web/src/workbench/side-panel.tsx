import { X } from 'lucide-react';
import { Activity, memo, useState } from 'react';
import { IconButton } from '../ui/icon-button';
import { useLayout } from './layout';
import { PanelFrame } from './panel-frame';
import { activitySlots } from './slots';

/** The chosen activity; not drawn again while a pane is resized. Others that have been shown keep their state, with their effects off. */
export const SidePanel = memo(function SidePanel({ current }: { current: string }) {
  const [visited, setVisited] = useState<readonly string[]>([current]);
  if (!visited.includes(current)) setVisited([...visited, current]);
  return activitySlots
    .filter((slot) => visited.includes(slot.id))
    .map(({ id, title, Panel }) => (
      <Activity key={id} mode={id === current ? 'visible' : 'hidden'}>
        <PanelFrame
          title={title}
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
          <Panel />
        </PanelFrame>
      </Activity>
    ));
});
