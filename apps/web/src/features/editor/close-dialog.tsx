import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { nameOf } from '../fs/paths';
import { useCloseQuestion } from './close-guard';

/** Asks what becomes of unsaved text before its tab closes. */
export function CloseDialog() {
  const question = useCloseQuestion((state) => state.question);
  if (!question) return null;
  const { documents, answer } = question;
  const [first] = documents;
  const one = documents.length === 1 && first;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && answer('cancel')}
      size="sm"
      title={one ? `Save “${nameOf(first.path)}”?` : `Save ${documents.length} files?`}
      description={
        one ? 'It has text that is not in the file yet.' : documents.map(({ path }) => path).join(', ')
      }
      footer={
        <>
          <Button onClick={() => answer('cancel')}>Cancel</Button>
          <Button variant="danger" onClick={() => answer('discard')}>
            Discard
          </Button>
          <Button variant="primary" autoFocus onClick={() => answer('save')}>
            Save
          </Button>
        </>
      }
    />
  );
}
