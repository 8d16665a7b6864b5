import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readLocal, writeLocal } from '../../lib/storage';
import { Button } from '../../ui/button';
import styles from './notices.module.css';
import { chatStatusQuery } from './status-query';

const KEY = 'berth.chat.setAsideSeen';
const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Tells that a damaged database was set aside, until the person has read it. */
export function SetAsideNotice() {
  const { data } = useQuery(chatStatusQuery);
  const [seen, setSeen] = useState(() => readLocal(KEY));
  const newest = data?.setAside[0];
  if (!newest || newest.name === seen) return null;
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>The database was damaged</strong> and has been set aside on{' '}
        {format.format(new Date(newest.at))}. What could be read was kept; some chats may be missing. The
        damaged file is <code>{newest.name}</code> in Berth’s data directory.
      </p>
      <Button
        size="sm"
        onClick={() => {
          writeLocal(KEY, newest.name);
          setSeen(newest.name);
        }}
      >
        Understood
      </Button>
    </div>
  );
}
