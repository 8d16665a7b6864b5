import { CaseSensitive, EyeOff, Regex, Square, WholeWord } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { TextField } from '../../ui/text-field';
import { PanelHeader } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import { plural } from '../fs/format-bytes';
import { ResultList } from './result-list';
import styles from './search-panel.module.css';
import { cancelSearch, changeForm, startSearch, useSearch } from './search-store';

const TYPING_MS = 300;

/** Search in the project's files: it starts while the person types, and results come as they are found. */
export default function SearchPanel() {
  const { id: projectId } = useProject();
  const { form, state, error } = useSearch();
  const [globs, setGlobs] = useState(form.include !== '' || form.exclude !== '');
  const box = useRef<HTMLElement>(null);
  const searched = useRef(form);

  // A form that is shown again has its results already.
  useEffect(() => {
    if (searched.current === form) return;
    const timer = setTimeout(() => {
      searched.current = form;
      void startSearch(projectId);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [form, projectId]);
  useEffect(() => box.current?.querySelector('input')?.select(), []);

  const toggles = [
    { name: 'caseSensitive', icon: CaseSensitive, label: 'Match case' },
    { name: 'wholeWord', icon: WholeWord, label: 'Whole word' },
    { name: 'regex', icon: Regex, label: 'Regular expression' },
    { name: 'ignored', icon: EyeOff, label: 'Also ignored and hidden files' },
  ] as const;
  return (
    <div className={styles.panel}>
      <PanelHeader>
        {state === 'running' && (
          <IconButton icon={Square} label="Stop searching" size="sm" onClick={() => void cancelSearch()} />
        )}
      </PanelHeader>
      <search
        ref={box}
        className={styles.form}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void startSearch(projectId);
          else if (event.key === 'Escape') void cancelSearch();
        }}
      >
        <TextField
          label="Search in files"
          labelHidden
          placeholder="Search in files"
          value={form.query}
          onChange={(event) => changeForm({ query: event.target.value })}
        />
        <div className={styles.toggles}>
          {toggles.map(({ name, icon, label }) => (
            <IconButton
              key={name}
              icon={icon}
              label={label}
              size="sm"
              pressed={form[name]}
              onClick={() => changeForm({ [name]: !form[name] })}
            />
          ))}
          <button
            type="button"
            className={styles.more}
            aria-expanded={globs}
            onClick={() => setGlobs(!globs)}
          >
            {globs ? 'Fewer options' : 'Choose files…'}
          </button>
        </div>
        {globs && (
          <>
            <TextField
              label="Only these files"
              placeholder="*.ts, src/**"
              value={form.include}
              onChange={(event) => changeForm({ include: event.target.value })}
            />
            <TextField
              label="Not these files"
              placeholder="*.test.ts, dist/**"
              value={form.exclude}
              onChange={(event) => changeForm({ exclude: event.target.value })}
            />
          </>
        )}
      </search>
      {state === 'failed' ? (
        <div className={styles.error}>
          <ErrorNotice error={error} />
        </div>
      ) : (
        <Status />
      )}
      <ResultList />
    </div>
  );
}

function Status() {
  const { state, count, files, summary, form } = useSearch();
  if (state === 'idle' || form.query === '') return null;
  const found = `${plural(count, 'line')} in ${plural(files.length, 'file')}`;
  return (
    <p className={styles.status} role="status">
      {state === 'running' && (
        <>
          <Spinner size={12} /> {count > 0 ? found : 'Searching…'}
        </>
      )}
      {state === 'cancelled' && `${found}. Stopped before the end.`}
      {state === 'done' && (count === 0 ? 'Nothing found.' : found)}
      {state === 'done' && summary?.truncated && '. There are more: search for something narrower.'}
    </p>
  );
}
