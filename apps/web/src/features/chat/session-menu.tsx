import type { ChatSessionSummary } from '@berth/protocol/chat';
import { Download, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { RenameSessionDialog } from './rename-session-dialog';
import { deleteSession, exportSession } from './session-actions';

/** What can be done with a session. */
export function SessionMenu({ session }: { session: ChatSessionSummary }) {
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} size="sm" label={`Actions of “${session.title}”`} />}
        items={[
          { label: 'Rename…', icon: Pencil, onSelect: () => setRenaming(true) },
          {
            label: 'Export as Markdown',
            icon: Download,
            onSelect: () => void exportSession(session.id, 'markdown'),
          },
          { label: 'Export as JSON', icon: Download, onSelect: () => void exportSession(session.id, 'json') },
          'separator',
          {
            label: 'Delete',
            icon: Trash2,
            danger: true,
            onSelect: () => void deleteSession(session.id, session.title),
          },
        ]}
      />
      {renaming && <RenameSessionDialog session={session} onClose={() => setRenaming(false)} />}
    </>
  );
}
