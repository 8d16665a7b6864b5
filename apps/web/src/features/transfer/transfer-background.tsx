import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useCommands } from '../../lib/commands';
import { onConnect } from '../../lib/socket';
import { useProject } from '../../workbench/project-context';
import { plural } from '../fs/format-bytes';
import { contributeToTreeMenu } from '../fs/tree-extensions';
import { contentsOf } from './chosen-entries';
import { type Contents, openDownloadDialog } from './dialog-state';
import { DownloadDialog } from './download-dialog';
import { sweepPrivate } from './hand-over';
import { localDownloads } from './kept-downloads';
import { continueLocal } from './start';

/** Goes on with what an earlier page of this browser had not finished, once there is a connection. */
function continueAll(projectId: string): () => void {
  const stop = onConnect(() => {
    const all = localDownloads();
    void sweepPrivate(all.map(({ downloadId }) => downloadId)).catch(() => {});
    for (const download of all) {
      // Another window may have it; then it has the file as well.
      if (download.projectId === projectId) void continueLocal(download).catch(() => {});
    }
  });
  return stop;
}

export function TransferBackground() {
  const { id: projectId } = useProject();
  useCommands([
    {
      id: 'transfer.downloadProject',
      title: 'Download project…',
      category: 'Project',
      run: () => openDownloadDialog({ path: '.' }),
    },
  ]);
  useEffect(() => continueAll(projectId), [projectId]);
  useEffect(
    () =>
      contributeToTreeMenu((targets) => {
        const [only, ...others] = targets;
        const item = (label: string, contents: Contents) => [
          { label, icon: Download, onSelect: () => openDownloadDialog(contents) },
        ];
        if (others.length > 0)
          return item(
            `Download ${plural(targets.length, 'item')}…`,
            contentsOf(targets.map(({ path }) => path)),
          );
        return only?.type === 'directory' ? item('Download folder…', { path: only.path }) : [];
      }),
    [],
  );
  return <DownloadDialog />;
}
