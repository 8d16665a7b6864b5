import { type EditorView, runScopeHandlers } from '@codemirror/view';
import {
  ArrowDown,
  ArrowUp,
  CaseSensitive,
  type LucideIcon,
  Regex,
  Replace,
  ReplaceAll,
  ScanText,
  TextSelect,
  WholeWord,
  X,
} from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useSyncExternalStore } from 'react';
import { isApple } from '../../../lib/keys';
import { IconButton } from '../../../ui/icon-button';
import { Tooltip } from '../../../ui/tooltip';
import styles from './find-bar.module.css';
import {
  changeQuery,
  closeFind,
  findNext,
  findPrevious,
  replaceAll,
  replaceNext,
  selectMatches,
  toggleInSelection,
} from './find-commands';
import type { FindPanel } from './find-panel';

/** Finds text in an editor and replaces it. Enter goes on, Shift+Enter back, Escape to the text. */
export function FindBar({ view, panel }: { view: EditorView; panel: FindPanel }) {
  const { query, status, readOnly, inSelection, canRestrict } = useSyncExternalStore(
    panel.subscribe,
    panel.shown,
  );
  const statusId = useId();
  useLayoutEffect(() => panel.focusWanted(), [panel]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (runScopeHandlers(view, event.nativeEvent, 'find-bar')) event.preventDefault();
  };
  const onEnter = (event: KeyboardEvent, run: (shift: boolean) => void) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    run(event.shiftKey);
  };
  const isApplePage = isApple();
  return (
    <search className={styles.bar} onKeyDown={onKeyDown}>
      <div className={styles.row}>
        <div className={styles.field}>
          <input
            name="search"
            aria-label="Find"
            placeholder="Find"
            autoComplete="off"
            spellCheck={false}
            value={query.search}
            aria-invalid={status.tone === 'problem' || undefined}
            aria-describedby={statusId}
            onChange={(event) => changeQuery(view, { search: event.target.value })}
            onKeyDown={(event) => onEnter(event, (shift) => (shift ? findPrevious(view) : findNext(view)))}
          />
          <Toggle
            icon={CaseSensitive}
            label="Match case"
            keys={isApplePage ? 'Mod+Alt+C' : 'Alt+C'}
            checked={query.caseSensitive}
            onChange={(caseSensitive) => changeQuery(view, { caseSensitive })}
          />
          <Toggle
            icon={WholeWord}
            label="Whole word"
            checked={query.wholeWord}
            onChange={(wholeWord) => changeQuery(view, { wholeWord })}
          />
          <Toggle
            icon={Regex}
            label="Regular expression"
            keys={isApplePage ? 'Mod+Alt+R' : 'Alt+R'}
            checked={query.regexp}
            onChange={(regexp) => changeQuery(view, { regexp })}
          />
        </div>
        <IconButton
          icon={ArrowUp}
          label="Previous match"
          keys="Shift+Enter"
          size="sm"
          onClick={() => findPrevious(view)}
        />
        <IconButton
          icon={ArrowDown}
          label="Next match"
          keys="Enter"
          size="sm"
          onClick={() => findNext(view)}
        />
        <Toggle
          icon={ScanText}
          label="Find in selection"
          keys={isApplePage ? 'Mod+Alt+L' : 'Alt+L'}
          checked={inSelection}
          disabled={!canRestrict}
          onChange={() => toggleInSelection(view)}
        />
        <IconButton
          icon={TextSelect}
          label="Select all matches"
          keys="Alt+Enter"
          size="sm"
          onClick={() => selectMatches(view)}
        />
        <p id={statusId} role="status" className={styles.status} data-tone={status.tone}>
          {status.text}
        </p>
        <IconButton icon={X} label="Close find" keys="Escape" size="sm" onClick={() => closeFind(view)} />
      </div>
      {!readOnly && (
        <div className={styles.row}>
          <div className={styles.field}>
            <input
              name="replace"
              aria-label="Replace"
              placeholder="Replace"
              autoComplete="off"
              spellCheck={false}
              value={query.replace}
              onChange={(event) => changeQuery(view, { replace: event.target.value })}
              onKeyDown={(event) => onEnter(event, () => replaceNext(view))}
            />
          </div>
          <IconButton
            icon={Replace}
            label="Replace"
            keys="Enter"
            size="sm"
            onClick={() => replaceNext(view)}
          />
          <IconButton
            icon={ReplaceAll}
            label="Replace all"
            keys={isApplePage ? 'Mod+Enter' : 'Mod+Alt+Enter'}
            size="sm"
            onClick={() => replaceAll(view)}
          />
        </div>
      )}
    </search>
  );
}

interface ToggleProps {
  icon: LucideIcon;
  label: string;
  keys?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

function Toggle({ icon: Icon, label, keys, checked, disabled, onChange }: ToggleProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <label className={styles.toggle}>
        <input
          type="checkbox"
          aria-label={label}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
        />
        <Icon size={15} strokeWidth={1.75} aria-hidden />
      </label>
    </Tooltip>
  );
}
