import { useEffect, useState } from 'react';
import { reconnectNow, useConnection } from '../lib/connection';
import { Button } from '../ui/button';
import { Spinner } from '../ui/spinner';
import styles from './connection-banner.module.css';

/** A blink of the network is not worth a banner. */
const SHOW_AFTER_MS = 800;

/** Tells that the link to the server is down, for as long as it is. */
export function ConnectionBanner() {
  const state = useConnection((connection) => connection.state);
  const down = state === 'reconnecting' || state === 'offline';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!down) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [down]);

  return (
    <div role="status">
      {shown && down && (
        <div className={styles.banner}>
          <Spinner size={14} />
          <span>
            {state === 'offline'
              ? 'The Berth server does not answer. Your workspaces keep running; Berth keeps trying.'
              : 'Connection lost. Reconnecting…'}
          </span>
          <Button size="sm" onClick={reconnectNow}>
            Try now
          </Button>
        </div>
      )}
    </div>
  );
}
