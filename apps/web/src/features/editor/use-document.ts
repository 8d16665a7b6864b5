import { useMemo, useSyncExternalStore } from 'react';
import { useProject } from '../../workbench/project-context';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import { openDocument } from './documents';

/** The document of a path, and what is known of it now. */
export function useDocument(path: string): { document: OpenDocument; facts: DocumentFacts } {
  const { id } = useProject();
  const document = useMemo(() => openDocument(id, path), [id, path]);
  return { document, facts: useSyncExternalStore(document.subscribe, document.getFacts) };
}
