import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import { Spinner } from '../../ui/spinner';
import { useProject } from '../../workbench/project-context';
import { formatBytes, plural } from '../fs/format-bytes';
import { groupRows, groupWords } from './groups';
import { keptDownloadsKey } from './kept-list';
import { RemarkList } from './remark-list';
import { chooseFile, startDownload, usualTarget } from './start';
import styles from './transfer.module.css';

/** What goes into a download and what stays out, to be changed before it starts. */
export function ChooseContents({ path }: { path: string }) {
  const project = useProject();
  const client = useQueryClient();
  const [include, setInclude] = useState<string[]>([]);
  const preview = useQuery({
    queryKey: ['download-preview', project.id, path, include],
    queryFn: ({ signal }) =>
      trpc.transfer.preview
        .query({ projectId: project.id, path, include }, { signal, context: { alone: true } })
        .catch((error: unknown) => {
          throw toAppError(error);
        }),
    placeholderData: (earlier) => earlier,
    staleTime: 0,
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: async (into: 'usual' | 'file') => {
      const name = `${path === '.' ? project.name : path.split('/').at(-1)}.zip`;
      const target = into === 'file' ? await chooseFile(name) : await usualTarget();
      if (target) await startDownload({ projectId: project.id, path, include, target });
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
      {preview.isError && <ErrorNotice title="The folder could not be read" error={preview.error} />}
      {groupRows(data, include).map((row) => (
        <label key={row.group} className={styles.group}>
          <input type="checkbox" checked={row.on} onChange={() => toggle(row.group)} />
          <span className={styles.groupText}>
            <span className={styles.groupName}>
              {groupWords[row.group]}
              <span className={styles.muted}>
                {row.on ? 'goes in' : `left out: ${plural(row.files, 'file')}, ${formatBytes(row.bytes)}`}
              </span>
            </span>
            {!row.on && (
              <>
                <span className={styles.muted}>{row.reasons.join('. ')}.</span>
                <code className={styles.paths}>{row.paths.join('  ')}</code>
              </>
            )}
          </span>
        </label>
      ))}
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
