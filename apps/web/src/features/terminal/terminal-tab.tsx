import type { Terminal } from '@berth/protocol/terminal';
import { Bell, Circle, X } from 'lucide-react';
import { ContextMenu } from '../../ui/context-menu';
import { IconButton } from '../../ui/icon-button';
import { showError } from '../../ui/toasts';
import { focusPane } from '../../workbench/pane-focus';
import styles from './terminal.module.css';
import {
  activate,
  closeTerminal,
  finishRenaming,
  type Mark,
  restartTerminal,
  startRenaming,
  titleOf,
  tooltipOf,
  useTerminals,
} from './terminal-store';

export interface TerminalTabProps {
  terminal: Terminal;
  active: boolean;
  mark: Mark | undefined;
}

export function TerminalTab({ terminal, active, mark }: TerminalTabProps) {
  const { sessionId } = terminal;
  const renaming = useTerminals((state) => state.renaming === sessionId);
  const title = titleOf(terminal);
  const close = (): void => {
    closeTerminal(terminal).catch((error) => showError('The terminal could not be closed', error));
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
          if (event.key === 'Enter' || event.key === 'Escape') focusPane('bottom');
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
        { label: 'Close and end its programs', danger: true, onSelect: close },
      ]}
    >
      <div className={styles.tab} data-active={active}>
        <button
          type="button"
          role="tab"
          aria-selected={active}
          title={tooltipOf(terminal)}
          onClick={() => activate(sessionId)}
          onDoubleClick={() => startRenaming(sessionId)}
          onKeyDown={(event) => {
            if (event.key === 'F2') startRenaming(sessionId);
            if (event.key === 'Delete') close();
          }}
        >
          <span className={terminal.running ? '' : styles.ended}>{title}</span>
          {mark === 'bell' && <Bell size={11} aria-label="rang the bell" />}
          {mark === 'activity' && <Circle size={7} fill="currentColor" aria-label="has new output" />}
        </button>
        <IconButton icon={X} label={`Close ${title}`} size="sm" onClick={close} />
      </div>
    </ContextMenu>
  );
}
