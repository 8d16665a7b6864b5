import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useCommands } from '../../lib/commands';
import { on, onConnect } from '../../lib/socket';
import { IconButton } from '../../ui/icon-button';
import { showError } from '../../ui/toasts';
import { showBottomPanel, useLayout } from '../../workbench/layout';
import { PanelHeader } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import { shownEmulator } from './shown-emulator';
import styles from './terminal.module.css';
import {
  activate,
  changeFontSize,
  closeTerminal,
  openTerminal,
  refreshTerminals,
  startTerminal,
  useTerminals,
} from './terminal-store';
import { TerminalTab } from './terminal-tab';
import { TerminalView } from './terminal-view';

/** Milliseconds between looks at which programs run, while the panel is open. */
const REFRESH_MS = 3_000;

export default function TerminalPanel() {
  const { id: projectId, status } = useProject();
  const { terminals, active, marks } = useTerminals();
  const isOpen = useLayout((layout) => layout.bottomOpen);
  const opened = useRef(false);
  const running = status === 'running';

  useEffect(() => {
    if (!running) return;
    useTerminals.setState({ terminals: undefined, active: undefined, marks: {} });
    opened.current = false;
    const refresh = (): void => void refreshTerminals(projectId).catch(() => {});
    const disposers = [
      onConnect(refresh),
      on('terminals_changed', (event) => {
        if (event.projectId === projectId) refresh();
      }),
    ];
    return () => {
      for (const dispose of disposers) dispose();
    };
  }, [projectId, running]);

  useEffect(() => {
    if (!isOpen || !running) return;
    const timer = setInterval(() => void refreshTerminals(projectId).catch(() => {}), REFRESH_MS);
    return () => clearInterval(timer);
  }, [isOpen, projectId, running]);

  const open = (): void => {
    showBottomPanel('terminal');
    openTerminal(projectId).catch((error) => showError('The terminal could not be started', error));
  };

  // The first look at the panel of a project without terminals starts one.
  useEffect(() => {
    if (!isOpen || !running || opened.current || terminals?.length !== 0) return;
    opened.current = true;
    startTerminal(projectId).catch((error) => showError('The terminal could not be started', error));
  }, [isOpen, running, terminals, projectId]);

  const step = (by: number): void => {
    const list = terminals ?? [];
    const at = list.findIndex(({ sessionId }) => sessionId === active);
    const next = list[(at + by + list.length) % list.length];
    if (next) activate(next.sessionId);
  };
  const current = terminals?.find(({ sessionId }) => sessionId === active);
  useCommands([
    {
      id: 'terminal.new',
      title: 'New terminal',
      category: 'Terminal',
      keys: 'Ctrl+Shift+`',
      overTerminal: true,
      run: open,
    },
    {
      id: 'terminal.next',
      title: 'Next terminal',
      category: 'Terminal',
      keys: 'Ctrl+Shift+PageDown',
      overTerminal: true,
      run: () => step(1),
    },
    {
      id: 'terminal.previous',
      title: 'Previous terminal',
      category: 'Terminal',
      keys: 'Ctrl+Shift+PageUp',
      overTerminal: true,
      run: () => step(-1),
    },
    {
      id: 'terminal.close',
      title: 'Close terminal and end its programs',
      category: 'Terminal',
      when: () => current !== undefined,
      run: () => {
        if (current)
          closeTerminal(current).catch((error) => showError('The terminal could not be closed', error));
      },
    },
    {
      id: 'terminal.clear',
      title: 'Clear terminal',
      category: 'Terminal',
      when: () => shownEmulator() !== undefined,
      run: () => shownEmulator()?.terminal.clear(),
    },
    {
      id: 'terminal.fontLarger',
      title: 'Larger terminal font',
      category: 'Terminal',
      run: () => changeFontSize(1),
    },
    {
      id: 'terminal.fontSmaller',
      title: 'Smaller terminal font',
      category: 'Terminal',
      run: () => changeFontSize(-1),
    },
    {
      id: 'terminal.fontReset',
      title: 'Reset terminal font',
      category: 'Terminal',
      run: () => changeFontSize(0),
    },
  ]);

  return (
    <div className={styles.panel}>
      <PanelHeader>
        <div className={styles.strip}>
          <div className={styles.tabs} role="tablist" aria-label="Terminals">
            {terminals?.map((terminal) => (
              <TerminalTab
                key={terminal.sessionId}
                terminal={terminal}
                active={terminal.sessionId === active}
                mark={marks[terminal.sessionId]}
              />
            ))}
          </div>
          <IconButton
            icon={Plus}
            label="New terminal"
            keys="Ctrl+Shift+`"
            size="sm"
            tooltipSide="top"
            onClick={open}
          />
        </div>
      </PanelHeader>
      <div className={styles.views}>
        {terminals?.map((terminal) => (
          <TerminalView key={terminal.sessionId} terminal={terminal} active={terminal.sessionId === active} />
        ))}
      </div>
    </div>
  );
}
