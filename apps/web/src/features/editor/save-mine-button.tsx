import { Button } from '../../ui/button';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';

/** Saves the person's text over what the disk holds. */
export function SaveMineButton({ document, facts }: { document: OpenDocument; facts: DocumentFacts }) {
  return (
    <Button size="sm" busy={facts.saving} onClick={() => void document.resolve(document.buffer.text())}>
      Save mine over it
    </Button>
  );
}
