import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import { flushSync } from 'react-dom';
import { on } from '../../lib/socket';
import { FILE_TAB, fileTabId } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { closeTabs, replaceTab, useTabs } from '../../workbench/tabs';
import { onPathEvents } from '../fs/path-events';
import { isWithin, movedPath, nameOf, parentOf, ROOT } from '../fs/paths';
import { watchTree } from '../fs/tree-changes';
import { autosaveOnceOn } from './autosave';
import { CloseDialog } from './close-dialog';
import { guardUnsavedText } from './close-guard';
import { findDocument, listDocuments, moveDocuments, openDocuments } from './documents';
import { useEditorCommands } from './editor-commands';
import { openDrafts } from './open-drafts';

/** Keeps open documents true to the disk, to drafts and to renames, whether or not they are on screen. */
export function EditorBackground() {
  const { id: projectId } = useProject();
  useEditorCommands();
  useLayoutEffect(() => openDocuments(projectId), [projectId]);
  useEffect(() => guardUnsavedText(), []);
  useEffect(() => autosaveOnceOn(listDocuments), []);
  useEffect(() => followDisk(projectId), [projectId]);
  useEffect(() => followDrafts(projectId), [projectId]);
  useEffect(() => onPathEvents({ moved: moveTabs, deleted: closeDeleted }), []);
  useEffect(keepOnLeaving, []);
  // Read on opening, and whenever events may have been missed.
  useQuery({
    queryKey: ['project', projectId, 'editor', 'check'],
    queryFn: async () => {
      await Promise.all([openDrafts(projectId), ...listDocuments().map((document) => document.refresh())]);
      return true;
    },
  });
  return <CloseDialog />;
}

function followDisk(projectId: string): () => void {
  return watchTree(projectId, {
    onChanges(changes) {
      for (const document of listDocuments()) {
        const concerned = changes.some(
          ({ action, path }) =>
            path === document.path || (action !== 'update' && isWithin(document.path, path)),
        );
        if (concerned) void document.refresh();
      }
    },
    onReset() {
      for (const document of listDocuments()) void document.refresh();
    },
  });
}

function followDrafts(projectId: string): () => void {
  return on('draft_changed', ({ projectId: id, path, draft }) => {
    if (id !== projectId) return;
    const document = findDocument(path);
    if (document) document.drafts.noticed(draft);
  });
}

function moveTabs(from: string, to: string, staying: ReadonlySet<string>): void {
  moveDocuments(from, to, staying);
  for (const tab of useTabs.getState().tabs) {
    const { path } = tab.input;
    if (tab.kind !== FILE_TAB || typeof path !== 'string' || !isWithin(path, from) || staying.has(path))
      continue;
    const moved = movedPath(path, from, to);
    const { description: _, ...rest } = tab;
    const folder = parentOf(moved);
    replaceTab(tab.id, {
      ...rest,
      id: fileTabId(moved),
      title: nameOf(moved),
      ...(folder === ROOT ? {} : { description: folder }),
      input: { path: moved },
    });
  }
}

/** Tabs of what the person deleted close, unless they have unsaved text. */
function closeDeleted(path: string): void {
  const { tabs, dirty } = useTabs.getState();
  const gone = tabs.filter(
    ({ id, kind, input }) =>
      kind === FILE_TAB && typeof input.path === 'string' && isWithin(input.path, path) && !dirty.has(id),
  );
  // At once: what is moved here next has the same paths, and is another document.
  flushSync(() => closeTabs(gone.map(({ id }) => id)));
}

/** Sends what is not kept yet when the page is left, and asks to stay where that is not certain. */
function keepOnLeaving(): () => void {
  const flush = () => {
    for (const document of listDocuments()) void document.drafts.flush();
  };
  const onHidden = () => {
    if (window.document.visibilityState === 'hidden') flush();
  };
  const onLeaving = (event: BeforeUnloadEvent) => {
    flush();
    const unkept = listDocuments().some(
      ({ facts }) =>
        facts.dirty && (facts.draft === 'pending' || facts.draft === 'failed' || facts.otherDraft),
    );
    if (unkept) event.preventDefault();
  };
  window.document.addEventListener('visibilitychange', onHidden);
  addEventListener('beforeunload', onLeaving);
  return () => {
    window.document.removeEventListener('visibilitychange', onHidden);
    removeEventListener('beforeunload', onLeaving);
  };
}
