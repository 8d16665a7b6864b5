import { fileTabId } from '../../workbench/open-file';
import { setTabDirty, useTabs } from '../../workbench/tabs';
import { isWithin, movedPath } from '../fs/paths';
import { autosave } from './autosave';
import { OpenDocument } from './document';

const documents = new Map<string, OpenDocument>();
let project = '';

/** Every document that has been shown and whose tab is open. */
export function listDocuments(): OpenDocument[] {
  return [...documents.values()];
}

export function findDocument(path: string): OpenDocument | undefined {
  return documents.get(path);
}

/** The document of a path, read on first use. Only while its project is open. */
export function openDocument(projectId: string, path: string): OpenDocument {
  const known = documents.get(path);
  if (known && projectId === project) return known;
  const document = new OpenDocument(projectId, path);
  documents.set(path, document);
  document.subscribe(() => {
    if (documents.get(document.path) === document)
      setTabDirty(fileTabId(document.path), document.facts.dirty);
  });
  autosave(document);
  void document.load();
  return document;
}

/** Holds the documents of a project until the returned function is called; a closed tab lets its document go. */
export function openDocuments(projectId: string): () => void {
  project = projectId;
  const letGo = () => {
    const open = new Set(useTabs.getState().tabs.map(({ id }) => id));
    for (const [path, document] of documents) {
      if (open.has(fileTabId(path))) continue;
      documents.delete(path);
      document.drafts.stop();
    }
  };
  // Later: tabs that follow a rename change one after another.
  const unsubscribe = useTabs.subscribe(() => queueMicrotask(letGo));
  return () => {
    unsubscribe();
    for (const document of documents.values()) document.drafts.stop();
    documents.clear();
  };
}

/**
 * Follows a rename: documents at or below `from` go on under their new paths, and look at the disk there. Unsaved text of a file
 * that was replaced stays under its path, beside what took its place.
 */
export function moveDocuments(from: string, to: string, staying: ReadonlySet<string>): void {
  for (const [path, document] of [...documents]) {
    if (!isWithin(path, from) || staying.has(path)) continue;
    documents.delete(path);
    const moved = movedPath(path, from, to);
    const there = documents.get(moved);
    if (there?.facts.dirty) {
      document.drafts.stop();
      void there.refresh();
      continue;
    }
    document.path = moved;
    documents.set(moved, document);
    document.drafts.moved();
    document.buffer.moved?.();
    // It may have been found gone while it was on its way.
    void document.refresh();
  }
}
