import type { EditorView } from '@codemirror/view';
import { findNext, findPrevious, openFind } from './find-commands';
import { offerFind } from './find-target';

/** Offers finding in a view to the rest of the page until the returned function is called. */
export function offerFindIn(view: EditorView): () => void {
  return offerFind({
    open: (field) => openFind(view, field),
    next: () => findNext(view),
    previous: () => findPrevious(view),
  });
}
