import { FileWarning, GitMerge, MonitorSmartphone } from 'lucide-react';
import { Button } from '../../ui/button';
import { Banner } from './banner';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import { MissingBanner } from './missing-banner';
import { ReplacedBanner } from './replaced-banner';
import { SaveError } from './save-error';
import { SaveMineButton } from './save-mine-button';

interface BannersProps {
  document: OpenDocument;
  facts: DocumentFacts;
}

/** What has happened to the file that the person has to know or decide. */
export function Banners({ document, facts }: BannersProps) {
  if (facts.status !== 'ready') return null;
  return (
    <>
      <SaveError document={document} facts={facts} />
      {facts.missing && <MissingBanner document={document} facts={facts} />}
      {facts.conflict && (
        <Banner
          icon={GitMerge}
          text="Something else changed this file on disk while you were editing it."
          actions={
            <>
              <Button size="sm" variant="primary" onClick={() => document.set({ merging: true })}>
                Compare and merge
              </Button>
              <Button size="sm" onClick={() => document.takeDisk()}>
                Take the version on disk
              </Button>
              <SaveMineButton document={document} facts={facts} />
            </>
          }
        />
      )}
      {facts.replaced && <ReplacedBanner document={document} facts={facts} replaced={facts.replaced} />}
      {facts.otherDraft && (
        <Banner
          icon={MonitorSmartphone}
          text="Another tab or device has unsaved text of this file that differs from this one."
          actions={
            <>
              <Button size="sm" onClick={() => document.takeOtherDraft()}>
                Take the other text
              </Button>
              <Button size="sm" onClick={() => document.keepOwnDraft()}>
                Keep this one
              </Button>
            </>
          }
        />
      )}
      {facts.kind === 'undecodable' && (
        <Banner
          icon={FileWarning}
          text="This file is not valid UTF-8. It is read-only here, so that none of its bytes change."
        />
      )}
    </>
  );
}
