import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import { ProgressBar } from '../../ui/progress-bar';
import { formatBytes, plural } from '../fs/format-bytes';
import { type DownloadView, dropDownload } from './downloads-store';
import { timeLeft } from './rate';
import { cancel } from './receive';
import { RemarkList } from './remark-list';
import { continueDownload } from './start';
import styles from './transfer.module.css';

/** How one download stands, and what can be done about it. */
export function DownloadRow({ view }: { view: DownloadView }) {
  const { downloadId, phase, header, complete, error } = view;
  const stop = useMutation({ mutationFn: () => cancel(downloadId) });
  const again = useMutation({ mutationFn: () => continueDownload(view) });
  const name = header?.name ?? (view.path === '.' ? 'The project' : view.path);
  return (
    <section className={styles.download} aria-label={`Download of ${name}`}>
      <div className={styles.line}>
        <strong className={styles.name}>{name}</strong>
        <span className={styles.muted} aria-live="polite">
          {stateOf(view)}
        </span>
      </div>
      {(phase === 'packing' || phase === 'receiving' || phase === 'verifying') && (
        <ProgressBar label={`Download of ${name}`} fraction={fractionOf(view)} />
      )}
      {error && <ErrorNotice title="The download stopped" error={error} />}
      {phase === 'done' && complete && (
        <>
          <p className={styles.verified}>
            <ShieldCheck size={15} aria-hidden /> Verified
          </p>
          <code className={styles.checksum}>SHA-256 {complete.checksum}</code>
          <RemarkList title="Did not go in" remarks={complete.skipped} count={complete.skippedCount} />
          <RemarkList title="Changed meanwhile" remarks={complete.changed} count={complete.changedCount} />
        </>
      )}
      <div className={styles.actions}>
        {phase === 'failed' && view.canResume && (
          <Button size="sm" busy={again.isPending} onClick={() => again.mutate()}>
            Resume
          </Button>
        )}
        {phase === 'done' || !view.canResume ? (
          <Button size="sm" onClick={() => dropDownload(downloadId)}>
            Dismiss
          </Button>
        ) : (
          <Button size="sm" busy={stop.isPending} onClick={() => stop.mutate()}>
            Cancel download
          </Button>
        )}
      </div>
    </section>
  );
}

export function fractionOf({ phase, packing, header, received }: DownloadView): number | null {
  if (phase === 'packing') {
    return packing?.phase === 'archive' && packing.totalBytes ? packing.bytes / packing.totalBytes : null;
  }
  return header && header.totalBytes > 0 ? received / header.totalBytes : 1;
}

function stateOf(view: DownloadView): string {
  const { phase, packing, header, received, perSecond } = view;
  if (view.waiting) return 'Waiting for the connection…';
  switch (phase) {
    case 'packing':
      if (!packing) return 'Starting…';
      return packing.phase === 'scan'
        ? `Counting: ${plural(packing.files, 'file')}`
        : `Packing: ${packing.files.toLocaleString('en')} of ${plural(packing.totalFiles ?? 0, 'file')}`;
    case 'receiving': {
      if (!header) return '';
      const speed = perSecond === null ? '' : `${formatBytes(perSecond)}/s`;
      const left = timeLeft(header.totalBytes - received, perSecond);
      const progress = `${formatBytes(received)} of ${formatBytes(header.totalBytes)}`;
      return [progress, speed, left].filter(Boolean).join(' · ');
    }
    case 'verifying':
      return 'Verifying…';
    case 'done':
      return `${plural(header?.fileCount ?? 0, 'file')}, ${formatBytes(header?.totalBytes ?? 0)}`;
    case 'failed':
      return 'Stopped';
  }
}
