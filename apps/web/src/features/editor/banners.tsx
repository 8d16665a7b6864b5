import type { LucideIcon } from 'lucide-react';
import { FileWarning, GitMerge, MonitorSmartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { toAppError } from '../../lib/errors';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import styles from './editor.module.css';

/** Whether a save failed because the file has no permission to be written. */
const isReadOnly = (error: unknown) => toAppError(error).details?.readOnly === true;

interface BannersProps {
  document: OpenDocument;
  facts: DocumentFacts;
  onMerge: () => void;
}

/** What has happened to the file that the person has to know or decide. */
export function Banners({ document, facts, onMerge }: BannersProps) {
  if (facts.status !== 'ready') return null;
  return (
    <>
      {facts.error !== undefined && (
        <div className={styles.bannerError}>
          <ErrorNotice
            title="The file could not be saved"
            error={facts.error}
            actions={
              <>
                <Button size="sm" busy={facts.saving} onClick={() => void document.save()}>
                  Try again
                </Button>
                {isReadOnly(facts.error) && (
                  <Button size="sm" busy={facts.saving} onClick={() => void document.overwrite()}>
                    Overwrite
                  </Button>
                )}
              </>
            }
          />
        </div>
      )}
      {facts.missing && (
        <Banner
          icon={FileWarning}
          text="This file was deleted on disk. Its text is kept here."
          actions={
            <Button size="sm" busy={facts.saving} onClick={() => void document.save()}>
              Save it again
            </Button>
          }
        />
      )}
      {facts.conflict && (
        <Banner
          icon={GitMerge}
          text="Something else changed this file on disk while you were editing it."
          actions={
            <>
              <Button size="sm" variant="primary" onClick={onMerge}>
                Compare and merge
              </Button>
              <Button size="sm" onClick={() => document.takeDisk()}>
                Take the version on disk
              </Button>
              <Button
                size="sm"
                busy={facts.saving}
                onClick={() => void document.resolve(document.buffer.text())}
              >
                Save mine over it
              </Button>
            </>
          }
        />
      )}
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

function Banner({ icon: Icon, text, actions }: { icon: LucideIcon; text: string; actions?: ReactNode }) {
  return (
    <div className={styles.banner} role="status">
      <Icon size={15} aria-hidden />
      <span className={styles.bannerText}>{text}</span>
      {actions && <div className={styles.bannerActions}>{actions}</div>}
    </div>
  );
}
