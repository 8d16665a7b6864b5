import { List, Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../../ui/icon-button';
import { showError } from '../../ui/toasts';
import { showBottomPanel } from '../../workbench/layout';
import { PanelHeader } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import { NoTerminals } from './no-terminals';
import styles from './terminal.module.css';
import { NEW_TERMINAL_KEYS, PICK_TERMINAL_KEYS, useTerminalCommands } from './terminal-commands';
import { TerminalPick } from './terminal-pick';
import { activateTab, openTerminal, pickTerminal, useTerminals } from './terminal-store';
import { TerminalTab } from './terminal-tab';
import { TerminalView } from './terminal-view';
import { useTerminalList } from './use-terminal-list';

export default function TerminalPanel() {
  const { id: projectId, status } = useProject();
  const { terminals, active, marks, picking } = useTerminals();
  const isSettled = useTerminalList(projectId, status === 'running');

  const open = (): void => {
    showBottomPanel('terminal');
    openTerminal(projectId).catch((error) => showError('The terminal could not be started', error));
  };

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
            keys={NEW_TERMINAL_KEYS}
            size="sm"
            tooltipSide="top"
            onClick={open}
          />
          {terminals !== undefined && terminals.length > 0 && (
            <IconButton
              icon={List}
              label="All terminals"
              keys={PICK_TERMINAL_KEYS}
              size="sm"
              tooltipSide="top"
              onClick={pickTerminal}
            />
          )}
        </div>
      </PanelHeader>
      <div className={styles.views}>
        {terminals?.map((terminal) => (
          <TerminalView key={terminal.sessionId} terminal={terminal} active={terminal.sessionId === active} />
        ))}
        {isSettled && terminals?.length === 0 && <NoTerminals keys={NEW_TERMINAL_KEYS} onOpen={open} />}
      </div>
      {picking && <TerminalPick />}
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
