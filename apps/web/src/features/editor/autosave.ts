import type { OpenDocument } from './document';
import { useEditorSettings } from './settings';

const IDLE_MS = 1_000;

/** Saves a document by itself when its typing pauses, while the setting is on and nothing stands in the way. */
export function autosave(document: OpenDocument): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.onText(() => {
    clearTimeout(timer);
    if (!useEditorSettings.getState().autosave) return;
    timer = setTimeout(() => saveUndisputed(document), IDLE_MS);
  });
}

/** Saves what is unsaved as soon as the setting is switched on, until the returned function is called. */
export function autosaveOnceOn(documents: () => readonly OpenDocument[]): () => void {
  return useEditorSettings.subscribe((settings, before) => {
    if (!settings.autosave || before.autosave) return;
    for (const document of documents()) saveUndisputed(document);
  });
}

function saveUndisputed(document: OpenDocument): void {
  const { dirty, conflict, replaced, missing, otherDraft } = document.facts;
  if (dirty && !conflict && !replaced && !missing && !otherDraft) void document.save();
}
