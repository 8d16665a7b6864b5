import { BookOpenText, ChevronRight, Download, FolderTree, WrapText } from 'lucide-react';
import { Fragment } from 'react';
import { IconButton } from '../../ui/icon-button';
import { Tooltip } from '../../ui/tooltip';
import { downloadFile } from '../fs/raw-url';
import { revealInTree } from '../fs/reveal-in-tree';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import styles from './editor.module.css';
import { toggleSetting, useEditorSettings } from './settings';
import { canPreview, isPreviewed, isSvg, togglePreview, useViewMode } from './view-mode';

interface EditorHeaderProps {
  document: OpenDocument;
  facts: DocumentFacts;
}

/** Where the file is, the state of its text, and what can be done with its view. */
export function EditorHeader({ document, facts }: EditorHeaderProps) {
  const { path, projectId } = document;
  const wrap = useEditorSettings((state) => state.wrap);
  const preview = useViewMode((state) => isPreviewed(state, path));
  const isText = facts.kind === 'text';
  const shownText = isText && !(preview && isSvg(path));
  return (
    <header className={styles.header}>
      <div className={styles.crumbs} title={path}>
        {path.split('/').map((part, index, parts) => (
          <Fragment key={parts.slice(0, index + 1).join('/')}>
            {index > 0 && <ChevronRight size={12} aria-hidden />}
            <span>{part}</span>
          </Fragment>
        ))}
      </div>
      <DraftBadge facts={facts} />
      {(facts.kind === 'undecodable' || facts.kind === 'large') && (
        <span className={styles.badge}>Read-only</span>
      )}
      <div className={styles.actions}>
        {isText && canPreview(path) && (
          <IconButton
            icon={BookOpenText}
            label="Preview"
            size="sm"
            pressed={preview}
            onClick={() => togglePreview(path)}
          />
        )}
        {shownText && (
          <IconButton
            icon={WrapText}
            label="Wrap long lines"
            keys="Alt+Z"
            size="sm"
            pressed={wrap}
            onClick={() => toggleSetting('wrap')}
          />
        )}
        <IconButton icon={FolderTree} label="Show in files" size="sm" onClick={() => revealInTree(path)} />
        <IconButton
          icon={Download}
          label="Download"
          size="sm"
          onClick={() => downloadFile(projectId, path)}
        />
      </div>
    </header>
  );
}

const draftWords = {
  none: undefined,
  pending: undefined,
  kept: ['Draft', 'Unsaved text. It is kept on the server and opens again on any device.'],
  here: ['Draft in this browser', 'Unsaved text. It is kept in this browser until you choose between both.'],
  failed: [
    'Draft not kept',
    'The server does not take the unsaved text. Save the file, or keep this page open.',
  ],
} as const;

function DraftBadge({ facts }: { facts: DocumentFacts }) {
  const words = draftWords[facts.draft];
  if (!facts.dirty || !words) return null;
  return (
    <Tooltip label={words[1]}>
      <span className={styles.badge} data-tone={facts.draft === 'failed' ? 'danger' : 'warning'}>
        {facts.fromDraft && facts.draft === 'kept' ? 'Restored draft' : words[0]}
      </span>
    </Tooltip>
  );
}
