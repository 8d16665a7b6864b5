import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { formatBytes } from '../fs/format-bytes';
import { useDownloads } from './downloads-store';
import { cancel } from './receive';
import { continueDownload } from './start';
import styles from './transfer.module.css';

export const keptDownloadsKey = (projectId: string) => ['downloads', projectId] as const;

/** Unfinished downloads of the project that no window receives: they can be continued, in this browser or another. */
export function KeptList({ projectId }: { projectId: string }) {
  const client = useQueryClient();
  const shown = useDownloads(({ downloads }) => downloads);
  const query = useQuery({
    queryKey: keptDownloadsKey(projectId),
    queryFn: () =>
      trpc.transfer.list.query({ projectId }).catch((error: unknown) => {
        throw toAppError(error);
      }),
    staleTime: 0,
  });
  const refresh = { onSettled: () => client.invalidateQueries({ queryKey: keptDownloadsKey(projectId) }) };
  const resume = useMutation({ mutationFn: continueDownload, ...refresh });
  const discard = useMutation({ mutationFn: cancel, ...refresh });
  const kept = (query.data?.downloads ?? []).filter(
    ({ downloadId, receiving }) => !receiving && !shown.some((view) => view.downloadId === downloadId),
  );
  return kept.map((download) => (
    <section key={download.downloadId} className={styles.download} aria-label="Unfinished download">
      <div className={styles.line}>
        <strong className={styles.name}>{download.header?.name ?? download.path}</strong>
        <span className={styles.muted}>
          Not finished{download.header ? `, ${formatBytes(download.header.totalBytes)}` : ''}
        </span>
      </div>
      <div className={styles.actions}>
        <Button size="sm" onClick={() => discard.mutate(download.downloadId)}>
          Discard
        </Button>
        <Button size="sm" variant="primary" onClick={() => resume.mutate(download)}>
          Resume
        </Button>
      </div>
    </section>
  ));
}
