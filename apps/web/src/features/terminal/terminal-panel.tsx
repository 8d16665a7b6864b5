import { Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { onConnect } from '../../lib/socket';
import { IconButton } from '../../ui/icon-button';
import { showError } from '../../ui/toasts';
import { showBottomPanel, useLayout } from '../../workbench/layout';
import { PanelHeader } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import styles from './terminal.module.css';
import { useTerminalCommands } from './terminal-commands';
import {
  activateTab,
  followTerminals,
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

  useEffect(() => followTerminals(projectId), [projectId]);

  // What a stopped project showed, and what was typed into it, stays until its list is read again.
  useEffect(() => {
    if (!running) return;
    opened.current = false;
    return onConnect(() => void refreshTerminals(projectId).catch(() => {}));
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

  useTerminalCommands(open);

  return (
    <div className={styles.panel}>
      <PanelHeader>
        <div className={styles.strip}>
          <div
            className={styles.tabs}
            role="tablist"
            aria-label="Terminals"
            tabIndex={-1}
            onKeyDown={moveByKey}
          >
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

/** Arrows, Home and End on a tab show another one. A name that is being typed keeps its keys. */
function moveByKey(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement) || event.target.role !== 'tab') return;
  const { terminals = [], active } = useTerminals.getState();
  const at = terminals.findIndex(({ sessionId }) => sessionId === active);
  const places: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 };
  const to = places[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = terminals.at(to % terminals.length);
  if (next) activateTab(next.sessionId);
}
