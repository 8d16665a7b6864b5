import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useState } from 'react';
import styles from './mention-menu.module.css';
import { mentionQuery } from './mention-query';

export interface MentionMenuHandle {
  /** Answers whether the key was the menu's. */
  take(event: KeyboardEvent): boolean;
}

export interface MentionMenuProps {
  ref: Ref<MentionMenuHandle>;
  projectId: string;
  query: string;
  onChoose: (path: string) => void;
  /** Told the id of the option that Enter would choose, for `aria-activedescendant`. */
  onActive: (id: string | undefined) => void;
}

/** Files of the project whose path matches what is typed after `@`. */
export function MentionMenu({ ref, projectId, query, onChoose, onActive }: MentionMenuProps) {
  const id = useId();
  const { data: paths = [] } = useQuery(mentionQuery(projectId, query));
  const [chosen, setChosen] = useState({ query, index: 0 });
  const index = chosen.query === query ? Math.min(chosen.index, paths.length - 1) : 0;
  const step = (by: number) => setChosen({ query, index: (index + by + paths.length) % paths.length });

  const active = paths.length > 0 ? `${id}-${index}` : undefined;
  useEffect(() => {
    onActive(active);
    return () => onActive(undefined);
  }, [active, onActive]);

  useImperativeHandle(ref, () => ({
    take(event) {
      const path = paths[index];
      if (path === undefined) return false;
      if (event.key === 'ArrowDown') step(1);
      else if (event.key === 'ArrowUp') step(-1);
      else if (event.key === 'Enter' || event.key === 'Tab') onChoose(path);
      else return false;
      event.preventDefault();
      return true;
    },
  }));

  if (paths.length === 0) return null;
  return (
    <div className={styles.menu}>
      <div role="listbox" id={id} aria-label="Files of the project">
        {paths.map((path, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text; its keys move the choice.
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the text chooses.
          <div
            key={path}
            role="option"
            id={`${id}-${at}`}
            aria-selected={at === index}
            className={styles.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(path)}
          >
            {path}
          </div>
        ))}
      </div>
      <p className={styles.announcement} role="status">
        {paths[index]}, {index + 1} of {paths.length}
      </p>
    </div>
  );
}
