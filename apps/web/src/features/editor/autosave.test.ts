import { expect, test, vi } from 'vitest';
import { autosaveOnceOn } from './autosave';
import type { OpenDocument } from './document';
import { type DocumentFacts, firstFacts } from './document-facts';
import { toggleSetting } from './settings';

function documentWith(facts: Partial<DocumentFacts>) {
  const document: Pick<OpenDocument, 'facts' | 'save'> = {
    facts: { ...firstFacts, ...facts },
    save: vi.fn(async () => 'saved' as const),
  };
  return document as OpenDocument;
}

test('switching autosave on saves what was typed before, where nothing stands in the way', () => {
  const typed = documentWith({ dirty: true });
  const inTheWay = [
    documentWith({ dirty: false }),
    documentWith({ dirty: true, missing: true }),
    documentWith({ dirty: true, replaced: { kind: 'binary', etag: 'e', size: 1 } }),
  ];
  const stop = autosaveOnceOn(() => [typed, ...inTheWay]);
  toggleSetting('autosave');
  expect(typed.save).toHaveBeenCalledTimes(1);
  for (const { save } of inTheWay) expect(save).not.toHaveBeenCalled();
  toggleSetting('wrap');
  toggleSetting('autosave');
  expect(typed.save).toHaveBeenCalledTimes(1);
  stop();
});
