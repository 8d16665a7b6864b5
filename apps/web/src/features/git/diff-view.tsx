import { useQuery } from '@tanstack/react-query';
import { Columns2, ListChecks, Rows2 } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { readLocal, writeLocal } from '../../lib/storage';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Waiting } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import type { EditorTab } from '../../workbench/tabs';
import { diffInputSchema, sidesQuery } from './diff-sides';
import styles from './git.module.css';
import { HunkList } from './hunk-list';
import { MergeHost } from './merge-host';

const KEY = 'berth.git.diff';
const modeSchema = z.enum(['split', 'inline', 'parts']).catch('split');
type Mode = z.infer<typeof modeSchema>;

/** A diff: side by side, inline, or part by part to stage some of it. */
export default function DiffView({ tab }: { tab: EditorTab }) {
  const { id: projectId } = useProject();
  const input = diffInputSchema.parse(tab.input);
  const { data, error } = useQuery(sidesQuery(projectId, input));
  const [chosen, setChosen] = useState<Mode>(() => modeSchema.parse(readLocal(KEY)));
  const choose = (mode: Mode) => {
    setChosen(mode);
    writeLocal(KEY, mode);
  };
  if (error) return <ErrorNotice error={error} title="The changes cannot be read" />;
  if (!data) return <Waiting />;
  const { before, after, diff } = data;
  const isBinary = diff.isBinary || before.isBinary || after.isBinary;
  // Line ends, submodules and links: what differs is not in the two texts, so git's own words are shown.
  const sameTexts = lines(before.text) === lines(after.text);
  const partsOnly = before.truncated || after.truncated || sameTexts || !(before.isText && after.isText);
  const mode = partsOnly ? 'parts' : chosen;
  return (
    <div className={styles.diff}>
      <div className={styles.diffBar}>
        <span className={styles.file}>{input.oldPath ? `${input.oldPath} → ${input.path}` : input.path}</span>
        <span className={styles.added}>+{diff.addedLines}</span>
        <span className={styles.removed}>−{diff.removedLines}</span>
        <span className={styles.grow} />
        <IconButton
          icon={Columns2}
          label="Side by side"
          size="sm"
          pressed={mode === 'split'}
          disabled={partsOnly}
          onClick={() => choose('split')}
        />
        <IconButton
          icon={Rows2}
          label="Inline"
          size="sm"
          pressed={mode === 'inline'}
          disabled={partsOnly}
          onClick={() => choose('inline')}
        />
        <IconButton
          icon={ListChecks}
          label="Part by part"
          size="sm"
          pressed={mode === 'parts'}
          onClick={() => choose('parts')}
        />
      </div>
      {isBinary ? (
        <p className={styles.quiet}>The file is binary, so its lines are not compared.</p>
      ) : diff.addedLines + diff.removedLines === 0 ? (
        <SameLines diff={diff.diff} />
      ) : mode === 'parts' ? (
        <>
          {sameTexts && before.text !== after.text && (
            <p className={styles.quiet}>Only the ends of lines differ: CRLF on one side, LF on the other.</p>
          )}
          <HunkList input={input} diff={diff} />
        </>
      ) : (
        <MergeHost path={input.path} before={before.text} after={after.text} mode={mode} />
      )}
    </div>
  );
}

/** A text as an editor shows it, whichever way its lines end. */
const lines = (text: string) => text.replaceAll('\r\n', '\n');

/** What git says where no line differs: a new mode or name, or nothing. */
function SameLines({ diff }: { diff: string }) {
  if (diff === '') return <p className={styles.quiet}>Nothing differs any more.</p>;
  return (
    <div className={styles.quiet}>
      <p>No line differs. git says:</p>
      <pre className={styles.output}>{diff.trimEnd()}</pre>
    </div>
  );
}
