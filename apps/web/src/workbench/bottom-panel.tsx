import { ChevronDown, Maximize2, Minimize2 } from 'lucide-react';
import { memo } from 'react';
import { IconButton } from '../ui/icon-button';
import styles from './bottom-panel.module.css';
import { showBottomPanel, toggleBottomPanel, useLayout } from './layout';
import { PanelFrame } from './panel-frame';
import { bottomPanelSlots } from './slots';

/** Every bottom panel stays mounted: a terminal keeps drawing while it is not looked at. */
export const BottomPanel = memo(function BottomPanel() {
  const chosen = useLayout((layout) => layout.panel);
  const current = bottomPanelSlots.find(({ id }) => id === chosen) ?? bottomPanelSlots[0];
  return bottomPanelSlots.map(({ id, title, Panel }) => (
    <PanelFrame
      key={id}
      title={title}
      pane="bottom"
      titleHidden
      hidden={id !== current?.id}
      controls={
        <>
          {bottomPanelSlots.length > 1 && <PanelSwitch current={id} />}
          <BottomControls />
        </>
      }
    >
      <Panel />
    </PanelFrame>
  ));
});

function PanelSwitch({ current }: { current: string }) {
  return (
    <div className={styles.switch}>
      {bottomPanelSlots.map(({ id, title, icon }) => (
        <IconButton
          key={id}
          icon={icon}
          label={title}
          size="sm"
          pressed={id === current}
          tooltipSide="top"
          onClick={() => showBottomPanel(id)}
        />
      ))}
    </div>
  );
}

function BottomControls() {
  const maximised = useLayout((layout) => layout.bottomMaximised);
  return (
    <div className={styles.controls}>
      <IconButton
        icon={maximised ? Minimize2 : Maximize2}
        label={maximised ? 'Restore panel' : 'Maximise panel'}
        size="sm"
        tooltipSide="top"
        className={styles.maximise ?? ''}
        onClick={() => useLayout.setState({ bottomMaximised: !maximised })}
      />
      <IconButton
        icon={ChevronDown}
        label="Hide panel"
        keys="Mod+J"
        size="sm"
        tooltipSide="top"
        onClick={toggleBottomPanel}
      />
    </div>
  );
}
