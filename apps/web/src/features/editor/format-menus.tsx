import { useState, useSyncExternalStore } from 'react';
import { Menu } from '../../ui/menu';
import { StatusItem } from '../../workbench/status-item';
import { QuickPick } from '../search/quick-pick';
import { useActiveEditor } from './active-editor';
import type { EditorSession } from './editor-session';
import { languageNames } from './language-support';
import { toggleSetting, useEditorSettings } from './settings';
import type { LineEnding } from './text-format';

const endingWords: Record<LineEnding, string> = {
  lf: 'LF',
  crlf: 'CRLF',
  cr: 'CR',
  mixed: 'Mixed line endings',
};

export default function FormatMenus({ session }: { session: EditorSession }) {
  const { document } = session;
  const { format } = useSyncExternalStore(document.subscribe, document.getFacts);
  const status = useActiveEditor((state) => state.status);
  const autosave = useEditorSettings((state) => state.autosave);
  const [choosing, setChoosing] = useState(false);
  const { indentation } = session;
  const indent = (style: 'spaces' | 'tabs', size: number) => ({
    label: style === 'tabs' ? `Tabs, ${size} wide` : `${size} spaces`,
    checked: indentation.style === style && indentation.size === size,
    onSelect: () => session.setIndentation({ style, size }),
  });
  return (
    <>
      <Menu
        side="top"
        align="end"
        trigger={<StatusItem aria-label="Indentation">{status?.indentation}</StatusItem>}
        items={[
          indent('spaces', 2),
          indent('spaces', 3),
          indent('spaces', 4),
          indent('spaces', 8),
          'separator',
          indent('tabs', 2),
          indent('tabs', 4),
          indent('tabs', 8),
        ]}
      />
      <StatusItem
        tooltip={
          format.bom ? 'The file starts with a byte order mark; saving keeps it.' : 'The encoding of the file'
        }
      >
        {format.bom ? 'UTF-8 with BOM' : 'UTF-8'}
      </StatusItem>
      <Menu
        side="top"
        align="end"
        trigger={<StatusItem aria-label="Line endings">{endingWords[format.lineEnding]}</StatusItem>}
        items={(['lf', 'crlf'] as const).map((ending) => ({
          label: ending === 'lf' ? 'LF (Unix)' : 'CRLF (Windows)',
          checked: format.lineEnding === ending,
          onSelect: () => document.setLineEnding(ending),
        }))}
      />
      <StatusItem aria-label="Language" onClick={() => setChoosing(true)}>
        {status?.language}
      </StatusItem>
      <StatusItem
        aria-pressed={autosave}
        tooltip={
          autosave
            ? 'Files are saved a moment after typing. Click to save by hand.'
            : 'Click to save files by themselves, a moment after typing.'
        }
        onClick={() => toggleSetting('autosave')}
      >
        Autosave {autosave ? 'on' : 'off'}
      </StatusItem>
      {choosing && (
        <QuickPick
          label="Language of this file"
          placeholder="Language"
          items={languageNames.map((name) => ({ id: name, label: name }))}
          onPick={(name) => void session.setLanguage(name)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}
