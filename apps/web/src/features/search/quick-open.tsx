import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommands } from '../../lib/commands';
import { trpc } from '../../lib/trpc';
import { openFile } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { fileIcon } from '../fs/file-icon';
import { nameOf } from '../fs/paths';
import { splitPlace } from './place';
import { QuickPick, type QuickPickItem } from './quick-pick';

/** Opens files by a few letters of their path; `main.ts:12:3` goes to a place. */
export function QuickOpen() {
  const [open, setOpen] = useState(false);
  useCommands([
    {
      id: 'files.quickOpen',
      title: 'Go to file',
      category: 'Files',
      keys: 'Mod+P',
      overTerminal: true,
      run: () => setOpen(true),
    },
  ]);
  return open && <Picker onClose={() => setOpen(false)} />;
}

function Picker({ onClose }: { onClose: () => void }) {
  const { id: projectId } = useProject();
  const [query, setQuery] = useState('');
  const { text } = splitPlace(query);
  const found = useQuery({
    queryKey: ['project', projectId, 'search', 'files', text],
    queryFn: ({ signal }) =>
      trpc.search.files.query({ projectId, query: text, limit: 100 }, { signal, context: { alone: true } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <QuickPick
      label="Go to file"
      placeholder="File name or path, and :line if you like"
      items={(found.data?.files ?? []).map(toItem)}
      onQuery={setQuery}
      empty={
        found.isError
          ? 'The files could not be listed. Try again.'
          : found.isPending
            ? 'Looking…'
            : 'No file matches'
      }
      onPick={(path, query) => {
        const { position } = splitPlace(query);
        openFile(path, position ? { position } : {});
      }}
      onClose={onClose}
    />
  );
}

function toItem({ path, positions }: { path: string; positions: number[] }): QuickPickItem {
  const { Icon, color } = fileIcon(nameOf(path));
  return { id: path, label: path, positions, icon: <Icon size={15} style={{ color }} aria-hidden /> };
}
