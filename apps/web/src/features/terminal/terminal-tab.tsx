import type { Terminal } from '@berth/protocol/terminal';
import { Bell, Circle, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ContextMenu } from '../../ui/context-menu';
import { IconButton } from '../../ui/icon-button';
import { showError } from '../../ui/toasts';
import { focusPane } from '../../workbench/pane-focus';
import styles from './terminal.module.css';
import {
  activate,
  activateTab,
  closeTerminal,
  finishRenaming,
  type Mark,
  restartTerminal,
  startRenaming,
  useTerminals,
} from './terminal-store';
import { detailOf, titleOf } from './terminal-title';

export interface TerminalTabProps {
  terminal: Terminal;
  active: boolean;
  mark: Mark | undefined;
}

export function TerminalTab({ terminal, active, mark }: TerminalTabProps) {
  const { sessionId } = terminal;
  const renaming = useTerminals((state) => state.renaming === sessionId);
  const title = titleOf(terminal);
  const tab = useRef<HTMLButtonElement>(null);
  const byTab = useRef(false);
  const wanted = useTerminals((state) => state.wantedTab === sessionId);
  useEffect(() => {
    if (!wanted || renaming) return;
    tab.current?.focus();
    useTerminals.setState({ wantedTab: undefined });
  }, [wanted, renaming]);
  // Where tabs have no room, the one that is shown has.
  useEffect(() => {
    if (active) tab.current?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  /** `goOn` takes the keyboard to the terminal that is shown then. */
  const close = (goOn: (sessionId: string) => void): void => {
    closeTerminal(terminal).then(
      (next) => next && goOn(next),
      (error) => showError('The terminal could not be closed', error),
    );
  };
  const finish = (name?: string): void => {
    finishRenaming(sessionId, name).catch((error) => showError('The terminal could not be renamed', error));
  };
  if (renaming) {
    return (
      <input
        className={styles.rename}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked for it
        autoFocus
        aria-label="Name of the terminal"
        defaultValue={terminal.name || title}
        onBlur={({ target }) => finish(target.value === target.defaultValue ? undefined : target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish(event.currentTarget.value);
          if (event.key === 'Escape') finish();
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          // The same press would click the tab that takes the focus.
          event.preventDefault();
          if (byTab.current) activateTab(sessionId);
          else focusPane('bottom');
          byTab.current = false;
        }}
      />
    );
  }
  return (
    <ContextMenu
      items={[
        { label: 'Rename', onSelect: () => startRenaming(sessionId) },
        {
          label: 'Restart',
          onSelect: () => {
            restartTerminal(terminal).catch((error) =>
              showError('The terminal could not be restarted', error),
            );
          },
        },
        'separator',
        { label: 'Close and end its programs', danger: true, onSelect: () => close(activate) },
      ]}
    >
      <div className={styles.tab} data-active={active} role="presentation">
        <button
          type="button"
          role="tab"
          ref={tab}
          id={`tab-${sessionId}`}
          aria-controls={`panel-${sessionId}`}
          aria-selected={active}
          tabIndex={active ? 0 : -1}
          title={`${title} · ${detailOf(terminal)}`}
          onClick={() => activate(sessionId)}
          onDoubleClick={() => startRenaming(sessionId)}
          onKeyDown={(event) => {
            if (event.key === 'F2') {
              byTab.current = true;
              startRenaming(sessionId);
            }
            if (event.key === 'Delete') close(activateTab);
          }}
        >
          <span className={terminal.running ? '' : styles.ended}>{title}</span>
          {mark === 'bell' && <Bell size={11} aria-label="rang the bell" />}
          {mark === 'activity' && <Circle size={7} fill="currentColor" aria-label="has new output" />}
        </button>
        <IconButton
          icon={X}
          label={`Close ${title}`}
          size="sm"
          tabIndex={-1}
          onClick={() => close(activate)}
        />
      </div>
    </ContextMenu>
  );
}
