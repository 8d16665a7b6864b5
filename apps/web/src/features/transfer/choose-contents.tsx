import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import { Spinner } from '../../ui/spinner';
import { useProject } from '../../workbench/project-context';
import { formatBytes, plural } from '../fs/format-bytes';
import type { Contents } from './dialog-state';
import { GroupList } from './group-list';
import { keptDownloadsKey } from './kept-list';
import { OwnRules } from './own-rules';
import { patternsOf } from './patterns';
import { usePreview } from './preview';
import { RemarkList } from './remark-list';
import { chooseFile, startDownload, usualTarget } from './start';
import styles from './transfer.module.css';

/** What goes into a download and what stays out, to be changed before it starts. */
export function ChooseContents({ contents }: { contents: Contents }) {
  const { path } = contents;
  const project = useProject();
  const client = useQueryClient();
  const [include, setInclude] = useState<string[]>([]);
  const [rules, setRules] = useState<string>();
  const exclude = rules === undefined ? undefined : patternsOf(rules);
  const selection = exclude ? { ...contents, include: [], exclude } : { ...contents, include };
  const { counted, ...preview } = usePreview(project.id, selection);
  const start = useMutation({
    mutationFn: async (into: 'usual' | 'file') => {
      const name = `${path === '.' ? project.name : path.split('/').at(-1)}.zip`;
      const target = into === 'file' ? await chooseFile(name) : await usualTarget();
      if (target) await startDownload({ projectId: project.id, selection, target });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keptDownloadsKey(project.id) }),
  });
  const toggle = (group: string) =>
    setInclude((current) =>
      current.includes(group) ? current.filter((one) => one !== group) : [...current, group],
    );
  const { data } = preview;
  return (
    <div className={styles.stack}>
      <p className={styles.total} aria-live="polite">
        {data ? `${plural(data.files, 'file')}, ${formatBytes(data.bytes)} before compression` : 'Counting…'}
        {preview.isFetching && <Spinner size={13} />}
      </p>
      {preview.isFetching && counted && (
        <p className={styles.muted}>
          {`${plural(counted.files, 'file')}, ${formatBytes(counted.bytes)} counted so far`}
          {counted.excludedFiles ? `; ${plural(counted.excludedFiles, 'file')} of what stays out` : ''}
        </p>
      )}
      {preview.isError && <ErrorNotice title="The folder could not be read" error={preview.error} />}
      {!exclude && <GroupList preview={data} include={include} onToggle={toggle} />}
      <OwnRules text={rules} onChange={setRules} preview={data} />
      {data && <RemarkList title="Cannot go in" remarks={data.skipped} count={data.skippedCount} />}
      {start.isError && <ErrorNotice title="The download could not start" error={start.error} />}
      <div className={styles.actions}>
        {typeof window.showSaveFilePicker === 'function' && (
          <Button onClick={() => start.mutate('file')} disabled={start.isPending}>
            Save as…
          </Button>
        )}
        <Button variant="primary" onClick={() => start.mutate('usual')} busy={start.isPending}>
          Download
        </Button>
      </div>
    </div>
  );
}
