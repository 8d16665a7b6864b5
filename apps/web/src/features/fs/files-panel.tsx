import { useQueryClient } from '@tanstack/react-query';
import { ArchiveRestore, ChevronsDownUp, FilePlus, FolderPlus, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/icon-button';
import { PanelHeader } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import { BatchList } from './batch-list';
import { CopyList } from './copy-list';
import { DeletedDialog } from './deleted-dialog';
import { FileTree } from './file-tree';
import styles from './file-tree.module.css';
import { refreshAllFolders } from './folder-queries';
import { parentOf, ROOT } from './paths';
import { collapseAll, startCreating, useTree } from './tree-state';
import { UploadList } from './upload-list';

/** Where a new entry goes: into the focused folder, beside the focused file, else into the root. */
function newEntryFolder(): string {
  const { focused, expanded } = useTree.getState();
  if (focused === null) return ROOT;
  return expanded.has(focused) ? focused : parentOf(focused);
}

export default function FilesPanel() {
  const client = useQueryClient();
  const { id: projectId } = useProject();
  const [showsDeleted, setShowsDeleted] = useState(false);
  return (
    <div className={styles.panel}>
      <PanelHeader>
        <IconButton
          icon={FilePlus}
          label="New file"
          size="sm"
          onClick={() => startCreating(newEntryFolder(), 'file')}
        />
        <IconButton
          icon={FolderPlus}
          label="New folder"
          size="sm"
          onClick={() => startCreating(newEntryFolder(), 'directory')}
        />
        <IconButton
          icon={RotateCw}
          label="Refresh files"
          size="sm"
          onClick={() => void refreshAllFolders(client, projectId)}
        />
        <IconButton icon={ChevronsDownUp} label="Collapse folders" size="sm" onClick={collapseAll} />
        <IconButton
          icon={ArchiveRestore}
          label="Recently deleted"
          size="sm"
          onClick={() => setShowsDeleted(true)}
        />
      </PanelHeader>
      <FileTree />
      <UploadList />
      <CopyList />
      <BatchList />
      {showsDeleted && <DeletedDialog onClose={() => setShowsDeleted(false)} />}
    </div>
  );
}
