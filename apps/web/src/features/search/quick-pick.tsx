import * as Radix from '@radix-ui/react-dialog';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { cx } from '../../ui/cx';
import { fuzzyFilter } from './fuzzy';
import styles from './quick-pick.module.css';

export interface QuickPickItem {
  id: string;
  label: string;
  /** Beside the label, faintly. */
  detail?: string;
  icon?: ReactNode;
  /** It is found by this too. */
  searched?: string;
  /** Letters of the label that matched a search made elsewhere. */
  positions?: readonly number[];
}

export interface QuickPickProps {
  label: string;
  placeholder: string;
  items: readonly QuickPickItem[];
  /** Given: the owner searches, and `items` are its answer, best first. */
  onQuery?: (query: string) => void;
  /** In place of the list, where it is empty. */
  empty?: string;
  /** What is worth knowing about a line before it is picked, under the list. */
  note?: (id: string) => ReactNode;
  onPick: (id: string, query: string) => void;
  onClose: () => void;
}

/** A list to choose from by typing: arrows move, Enter picks, Escape leaves. */
export function QuickPick(props: QuickPickProps) {
  const { label, placeholder, items, onQuery, empty = 'Nothing matches', note, onPick, onClose } = props;
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const searched = onQuery !== undefined;
  const shown = useMemo(
    () =>
      searched ? items.map((item) => ({ item, positions: item.positions ?? [] })) : fuzzyFilter(items, query),
    [items, query, searched],
  );
  const current = Math.min(selected, Math.max(0, shown.length - 1));
  const chosen = shown[current];
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => list.current,
    estimateSize: () => 30,
    overscan: 8,
    initialRect: { width: 560, height: 360 },
  });
  useEffect(() => {
    if (shown.length > 0) virtual.scrollToIndex(current, { align: 'auto' });
  }, [current, shown, virtual]);

  const pick = (index: number) => {
    const chosen = shown[index];
    if (!chosen) return;
    onClose();
    onPick(chosen.item.id, query);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const { length } = shown;
    if (event.key === 'ArrowDown') setSelected(length ? (current + 1) % length : 0);
    else if (event.key === 'ArrowUp') setSelected(length ? (current - 1 + length) % length : 0);
    else if (event.key === 'PageDown') setSelected(Math.min(length - 1, current + 10));
    else if (event.key === 'PageUp') setSelected(Math.max(0, current - 10));
    else if (event.key === 'Enter') pick(current);
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={styles.box}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Radix.Title className={styles.title}>{label}</Radix.Title>
          <input
            className={styles.input}
            role="combobox"
            aria-label={label}
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={shown.length > 0 ? `${id}-${current}` : undefined}
            aria-describedby={note && chosen ? `${id}-note` : undefined}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setSelected(0);
              onQuery?.(event.target.value);
            }}
            onKeyDown={onKeyDown}
          />
          <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className={styles.list}>
            {shown.length === 0 && <p className={styles.empty}>{empty}</p>}
            <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
              {virtual.getVirtualItems().map(({ index, start }) => {
                const line = shown[index];
                return (
                  line && (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys of the list
                    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active line
                    <div
                      key={line.item.id}
                      id={`${id}-${index}`}
                      role="option"
                      aria-selected={index === current}
                      className={cx(styles.item, index === current && styles.selected)}
                      style={{ transform: `translateY(${start}px)` }}
                      onClick={() => pick(index)}
                      onMouseMove={() => setSelected(index)}
                    >
                      {line.item.icon}
                      <span className={styles.label}>
                        <Marked text={line.item.label} positions={line.positions} />
                      </span>
                      {line.item.detail && <span className={styles.detail}>{line.item.detail}</span>}
                    </div>
                  )
                );
              })}
            </div>
          </div>
          {note && chosen && (
            <div id={`${id}-note`} className={styles.note} data-testid="pick-note">
              {note(chosen.item.id)}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A text with the letters at some places set off. */
export function Marked({ text, positions }: { text: string; positions: readonly number[] }) {
  if (positions.length === 0) return text;
  const marked = new Set(positions);
  const parts: { text: string; hit: boolean; at: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const hit = marked.has(at);
    const last = parts.at(-1);
    if (last?.hit === hit) last.text += text[at];
    else parts.push({ text: text[at] ?? '', hit, at });
  }
  return parts.map((part) => (part.hit ? <mark key={part.at}>{part.text}</mark> : part.text));
}
