import { Download, ShieldCheck } from 'lucide-react';
import { useProject } from '../../workbench/project-context';
import { StatusItem } from '../../workbench/status-item';
import { openDownloadDialog } from './dialog-state';
import { fractionOf } from './download-row';
import { useDownloads } from './downloads-store';

/** The newest download, in the status bar; otherwise where to start one. */
export function DownloadStatus() {
  const { id } = useProject();
  const view = useDownloads(({ downloads }) => downloads.findLast(({ projectId }) => projectId === id));
  const fraction = view ? fractionOf(view) : null;
  const text = () => {
    if (!view) return 'Download';
    if (view.phase === 'done') return 'Downloaded';
    if (view.phase === 'failed') return 'Download stopped';
    const percent = fraction === null ? '' : ` ${Math.floor(fraction * 100)}%`;
    return view.phase === 'packing' ? `Packing${percent}` : `Downloading${percent}`;
  };
  return (
    <StatusItem
      icon={view?.phase === 'done' ? ShieldCheck : Download}
      tone={view?.phase === 'failed' ? 'warning' : undefined}
      tooltip="Download the project as a zip file"
      onClick={() => openDownloadDialog({ path: view?.path ?? '.' })}
    >
      {text()}
    </StatusItem>
  );
}
