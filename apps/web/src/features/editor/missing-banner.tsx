import { useQuery } from '@tanstack/react-query';
import { FileSymlink, FileWarning } from 'lucide-react';
import { Button } from '../../ui/button';
import { fileTabId } from '../../workbench/open-file';
import { closeTabs, useTabs } from '../../workbench/tabs';
import { findMoved } from '../fs/find-moved';
import { tellMoved } from '../fs/path-events';
import { Banner } from './banner';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';

/** What tells of a file that came is not always here yet when the other is found gone. */
const LOOK_AGAIN_MS = 500;
const LOOKS = 4;

/** The file is not where it was: it was moved, as far as that can be told, or deleted. */
export function MissingBanner({ document, facts }: { document: OpenDocument; facts: DocumentFacts }) {
  const { projectId, path } = document;
  const { etag, size } = facts;
  const { data: moved } = useQuery({
    queryKey: ['project', projectId, 'editor', 'moved', path, etag],
    queryFn: () => (etag === null ? null : findMoved({ projectId, path, etag })),
    // Any empty file is like any other.
    enabled: etag !== null && size > 0,
    refetchInterval: ({ state }) =>
      state.data === null && state.dataUpdateCount < LOOKS ? LOOK_AGAIN_MS : false,
    gcTime: 0,
  });
  const unsavedThere = useTabs(({ dirty }) => moved != null && dirty.has(fileTabId(moved)));
  const save = (label: string) => (
    <Button size="sm" busy={facts.saving} onClick={() => void document.save()}>
      {label}
    </Button>
  );
  if (moved == null) {
    return (
      <Banner
        icon={FileWarning}
        text="This file was deleted on disk, or moved. Its text is kept here."
        actions={save('Save it again')}
      />
    );
  }
  const follow = () => {
    closeTabs([fileTabId(moved)]);
    tellMoved(path, moved);
    void document.refresh();
  };
  return (
    <Banner
      icon={FileSymlink}
      text={`This file was moved to ${moved}.${facts.dirty ? ' Your unsaved text is kept here.' : ''}`}
      actions={
        <>
          {!unsavedThere && (
            <Button size="sm" variant="primary" onClick={follow}>
              {facts.dirty ? 'Go on there with this text' : 'Open it there'}
            </Button>
          )}
          {save('Save it here again')}
        </>
      }
    />
  );
}
