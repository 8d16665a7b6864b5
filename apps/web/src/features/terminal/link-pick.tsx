import { ExternalLink, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { fileIcon } from '../fs/file-icon';
import { nameOf } from '../fs/paths';
import { QuickPick, type QuickPickItem } from '../search/quick-pick';
import type { Emulator } from './emulator';
import { LinkTarget } from './link-note';
import type { ListedLink } from './listed-links';

/** The links of what a terminal shows, to open one. Those that come while it is open are not in it. */
export function LinkPick({ emulator, onClose }: { emulator: Emulator; onClose: () => void }) {
  const [links, setLinks] = useState<readonly ListedLink[]>();
  useEffect(() => {
    let isClosed = false;
    void emulator.listLinks().then((found) => {
      if (!isClosed) setLinks(found);
    });
    return () => {
      isClosed = true;
    };
  }, [emulator]);
  const linkOf = (id: string) => links?.find((link) => link.id === id);
  return (
    <QuickPick
      label="Open link"
      placeholder="Part of a link"
      items={links?.map(toItem) ?? []}
      empty={links === undefined ? 'Looking…' : links.length === 0 ? 'No link is shown' : 'No link matches'}
      note={(id) => {
        const link = linkOf(id);
        return link && <LinkTarget link={link} />;
      }}
      onPick={(id) => {
        const link = linkOf(id);
        if (link) emulator.openLink(link);
      }}
      onClose={onClose}
    />
  );
}

function toItem(link: ListedLink): QuickPickItem {
  if (link.kind === 'place') {
    const { Icon, color } = fileIcon(nameOf(link.path));
    return { id: link.id, label: link.text, icon: <Icon size={15} style={{ color }} aria-hidden /> };
  }
  const { before, host, after } = link.address;
  const address = before + host + after;
  const icon = link.isDisguised ? (
    <TriangleAlert size={15} color="var(--danger-text)" aria-label="The text names another address:" />
  ) : (
    <ExternalLink size={15} color="var(--text-faint)" aria-hidden />
  );
  if (link.label === '' || link.label === address) return { id: link.id, label: address, icon };
  return { id: link.id, label: link.label, detail: address, searched: address, icon };
}
