import { type Command, useCommands } from '../lib/commands';
import { requestCloseTabs } from './close-tabs';
import { showActivity, showBottomPanel, toggleBottomPanel, useLayout } from './layout';
import { focusPane, paneHasFocus } from './pane-focus';
import { activitySlots } from './slots';
import { reopenTab, stepTab, useTabs } from './tabs';

const category = 'View';
const hasTabs = () => useTabs.getState().tabs.length > 0;

/** Shows the bottom panel and types into it; from within, hides it and goes back to the editor. */
function toggleTerminal(): void {
  if (useLayout.getState().bottomOpen && paneHasFocus('bottom')) {
    toggleBottomPanel();
    focusPane('editor');
  } else {
    showBottomPanel();
    focusPane('bottom');
  }
}

const activityCommands: Command[] = activitySlots.map(({ id, title, keys }) => ({
  id: `workbench.show.${id}`,
  title: `Show ${title}`,
  category,
  ...(keys ? { keys, overTerminal: true } : {}),
  run: () => {
    showActivity(id);
    focusPane('side');
  },
}));

const commands: Command[] = [
  ...activityCommands,
  {
    id: 'workbench.toggleSide',
    title: 'Toggle side panel',
    category,
    keys: 'Mod+B',
    run: () => useLayout.setState(({ sideOpen }) => ({ sideOpen: !sideOpen })),
  },
  {
    id: 'workbench.togglePanel',
    title: 'Toggle bottom panel',
    category,
    keys: 'Mod+J',
    run: toggleBottomPanel,
  },
  {
    id: 'workbench.toggleTerminal',
    title: 'Toggle terminal',
    category,
    keys: 'Ctrl+`',
    overTerminal: true,
    run: toggleTerminal,
  },
  {
    id: 'workbench.closeTab',
    title: 'Close editor',
    category,
    keys: 'Alt+W',
    when: hasTabs,
    run: () => {
      const { activeId } = useTabs.getState();
      if (activeId) void requestCloseTabs([activeId]);
    },
  },
  {
    id: 'workbench.nextTab',
    title: 'Next editor',
    category,
    keys: 'Alt+PageDown',
    when: hasTabs,
    run: () => stepTab(1),
  },
  {
    id: 'workbench.previousTab',
    title: 'Previous editor',
    category,
    keys: 'Alt+PageUp',
    when: hasTabs,
    run: () => stepTab(-1),
  },
  { id: 'workbench.reopenTab', title: 'Reopen closed editor', category, keys: 'Alt+Shift+T', run: reopenTab },
];

/** The workbench's own commands, while it is mounted. */
export function useWorkbenchCommands(): void {
  useCommands(commands);
}
