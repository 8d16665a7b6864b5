import type { SearchAddon } from '@xterm/addon-search';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/icon-button';
import styles from './terminal.module.css';

/** Finds text in the scrollback. Enter goes up, Shift+Enter down, Escape back to the shell. */
export function SearchBar({ search, onClose }: { search: SearchAddon; onClose: () => void }) {
  const [text, setText] = useState('');
  const [found, setFound] = useState(true);
  const find = (direction: 'up' | 'down', query = text): void => {
    const isFound = direction === 'up' ? search.findPrevious(query) : search.findNext(query);
    setFound(isFound || query === '');
  };
  return (
    <search className={styles.search}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just asked for it
        autoFocus
        aria-label="Search the terminal"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          find('up', event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey ? 'down' : 'up');
          if (event.key === 'Escape') onClose();
        }}
      />
      <span className={styles.searched} role="status">
        {found ? '' : 'No match'}
      </span>
      <IconButton icon={ArrowUp} label="Previous match" size="sm" onClick={() => find('up')} />
      <IconButton icon={ArrowDown} label="Next match" size="sm" onClick={() => find('down')} />
      <IconButton icon={X} label="Close search" size="sm" onClick={onClose} />
    </search>
  );
}
