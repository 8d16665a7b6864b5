import { toAppError } from '../../lib/errors';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import styles from './editor.module.css';

interface SaveErrorProps {
  document: OpenDocument;
  facts: DocumentFacts;
}

/** Whether a save failed because the file has no permission to be written. */
const isReadOnly = (error: unknown) => toAppError(error).details?.readOnly === true;

/** Why the last save failed, if it did; trying again repeats what was asked. */
export function SaveError({ document, facts }: SaveErrorProps) {
  if (facts.error === undefined) return null;
  const retry = () => void document.saveAgain();
  return (
    <div className={styles.bannerError}>
      <ErrorNotice
        title="The file could not be saved"
        error={facts.error}
        actions={
          <>
            <Button size="sm" busy={facts.saving} onClick={retry}>
              Try again
            </Button>
            {isReadOnly(facts.error) && (
              <Button
                size="sm"
                busy={facts.saving}
                onClick={() => {
                  document.allowReadOnly();
                  retry();
                }}
              >
                Overwrite
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}
