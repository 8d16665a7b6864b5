import { FileWarning } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../lib/clipboard';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { showError, showToast } from '../../ui/toasts';
import { formatBytes } from '../fs/format-bytes';
import { nameOf } from '../fs/paths';
import { Banner } from './banner';
import type { OpenDocument } from './document';
import type { DocumentFacts, Replacement } from './document-facts';
import { SaveMineButton } from './save-mine-button';

interface ReplacedBannerProps {
  document: OpenDocument;
  facts: DocumentFacts;
  replaced: Replacement;
}

/** The disk holds something that unsaved text cannot be compared with: one of both has to go. */
export function ReplacedBanner({ document, facts, replaced }: ReplacedBannerProps) {
  const [asking, setAsking] = useState(false);
  const copy = () => {
    copyText(document.raw).then(
      () => showToast({ kind: 'success', title: 'Your text was copied' }),
      (error) => showError('Your text could not be copied', error),
    );
  };
  return (
    <>
      <Banner
        icon={FileWarning}
        text={`Something else wrote ${wordsOf(replaced)} to this file on disk. That cannot be compared with your text, which is kept here.`}
        actions={
          <>
            <SaveMineButton document={document} facts={facts} />
            <Button size="sm" onClick={() => setAsking(true)}>
              Take the version on disk
            </Button>
            <Button size="sm" onClick={copy}>
              Copy my text
            </Button>
          </>
        }
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Discard your text of “${nameOf(document.path)}”?`}
        description="The file stays as it is on disk. Your unsaved text is deleted. This cannot be undone."
        confirmLabel="Discard my text"
        danger
        onConfirm={() => {
          setAsking(false);
          void document.showDisk();
        }}
      />
    </>
  );
}

function wordsOf({ kind, size }: Replacement): string {
  switch (kind) {
    case 'large':
      return `${formatBytes(size)}, more than can be edited here,`;
    case 'undecodable':
    case 'binary':
    case 'image':
      return `${formatBytes(size)} that are not text`;
  }
}
