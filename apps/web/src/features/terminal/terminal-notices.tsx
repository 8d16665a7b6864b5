import type { Terminal, TerminalSize } from '@berth/protocol/terminal';
import { ArrowDown, Minimize2, RotateCw, Unplug } from 'lucide-react';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { endText } from './end-text';
import styles from './terminal.module.css';

export interface TerminalNoticesProps {
  terminal: Terminal;
  /** The size another viewer imposes. */
  limit: TerminalSize | undefined;
  online: boolean;
  /** The server does not reach the session. */
  unreached: boolean;
  scrolledUp: boolean;
  onScrollToBottom: () => void;
  onRestart: () => void;
}

/** What is worth knowing about a session, over its screen. */
export function TerminalNotices(props: TerminalNoticesProps) {
  const { terminal, limit, online, unreached, scrolledUp, onScrollToBottom, onRestart } = props;
  return (
    <div className={styles.notices}>
      {!online && (
        <span className={styles.chip} role="status">
          <Unplug size={12} aria-hidden /> The connection is down. What you type is kept.
        </span>
      )}
      {online && unreached && (
        <span className={styles.chip} role="status">
          <Unplug size={12} aria-hidden /> The workspace does not answer. What you type is kept.
        </span>
      )}
      {limit && online && (
        <span className={styles.chip} role="status">
          <Minimize2 size={12} aria-hidden /> Limited to {limit.cols} × {limit.rows} by another viewer
        </span>
      )}
      {terminal.end && (
        <span className={styles.chip} role="status">
          {endText(terminal.end)}
          <Button size="sm" onClick={onRestart}>
            <RotateCw size={12} aria-hidden /> Restart
          </Button>
        </span>
      )}
      {scrolledUp && (
        <IconButton
          icon={ArrowDown}
          label="Scroll to bottom"
          size="sm"
          className={styles.bottom ?? ''}
          onClick={onScrollToBottom}
        />
      )}
    </div>
  );
}
