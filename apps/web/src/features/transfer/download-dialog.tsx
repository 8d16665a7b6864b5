import { Dialog } from '../../ui/dialog';
import { useProject } from '../../workbench/project-context';
import { plural } from '../fs/format-bytes';
import { ChooseContents } from './choose-contents';
import { closeDownloadDialog, useDownloadDialog } from './dialog-state';
import { DownloadRow } from './download-row';
import { useDownloads } from './downloads-store';
import { KeptList } from './kept-list';
import styles from './transfer.module.css';

/** Downloads of the project: those that run or can be continued, and a new one. */
export function DownloadDialog() {
  const project = useProject();
  const contents = useDownloadDialog((state) => state.contents);
  const downloads = useDownloads((state) => state.downloads).filter(
    ({ projectId }) => projectId === project.id,
  );
  if (contents === null) return null;
  const { path, only } = contents;
  const what = only ? plural(only.length, 'item') : path === '.' ? project.name : path;
  const running = downloads.some(({ phase }) => phase !== 'done' && phase !== 'failed');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && closeDownloadDialog()}
      title={`Download ${what}`}
      description="Everything in one zip file. It goes on while this window is closed, and after a lost connection."
    >
      <div className={styles.stack}>
        {downloads.map((view) => (
          <DownloadRow key={view.downloadId} view={view} />
        ))}
        <KeptList projectId={project.id} />
        {!running && <ChooseContents key={JSON.stringify(contents)} contents={contents} />}
      </div>
    </Dialog>
  );
}
