import type { OpenDocument } from './document';
import { useEditorSettings } from './settings';

const IDLE_MS = 1_000;

/** Saves a document by itself when its typing pauses, while the setting is on and nothing stands in the way. */
export function autosave(document: OpenDocument): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.onText(() => {
    clearTimeout(timer);
    if (!useEditorSettings.getState().autosave) return;
    timer = setTimeout(() => {
      const { dirty, conflict, missing, otherDraft } = document.facts;
      if (dirty && !conflict && !missing && !otherDraft) void document.save();
    }, IDLE_MS);
  });
}
