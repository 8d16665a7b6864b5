import { Download, FileDigit } from 'lucide-react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { formatBytes } from '../fs/format-bytes';
import { downloadFile } from '../fs/raw-url';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';

/** A file that is not text: how big it is, and how to have it. */
export function BinaryNotice({ document, facts }: { document: OpenDocument; facts: DocumentFacts }) {
  return (
    <EmptyState
      icon={FileDigit}
      title="This file is not text"
      actions={
        <>
          <Button icon={Download} onClick={() => downloadFile(document.projectId, document.path)}>
            Download
          </Button>
          <Button variant="ghost" onClick={() => void document.load({ asText: true })}>
            Show it as text
          </Button>
        </>
      }
    >
      {document.path} has {formatBytes(facts.size)}.
    </EmptyState>
  );
}
