import { useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { nameOf } from './paths';
import styles from './upload-list.module.css';
import { type ConflictQuestion, useUploads } from './upload-store';

/** Asks what becomes of an upload whose name is taken. */
export function UploadConflictDialog() {
  const question = useUploads((state) => state.question);
  return question && <Question key={`${question.taken} ${question.path}`} question={question} />;
}

function Question({ question }: { question: ConflictQuestion }) {
  const [forAll, setForAll] = useState(false);
  const skip = useRef<HTMLButtonElement>(null);
  const { path, taken, remaining, answer } = question;
  const isReadOnly = taken === 'readOnly';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && answer('cancel', false)}
      firstFocus={skip}
      title={`“${nameOf(path)}” exists already${isReadOnly ? ' and is read-only' : ''}`}
      description={path}
      footer={
        <>
          <Button ref={skip} onClick={() => answer('skip', forAll)}>
            Skip
          </Button>
          <Button onClick={() => answer('rename', forAll)}>Keep both</Button>
          <Button variant="danger" onClick={() => answer('overwrite', forAll)}>
            {isReadOnly ? 'Replace all the same' : 'Replace'}
          </Button>
        </>
      }
    >
      {remaining > 0 && (
        <label className={styles.check}>
          <input type="checkbox" checked={forAll} onChange={(event) => setForAll(event.target.checked)} />
          The same for the other {isReadOnly ? 'read-only files' : 'files'} of this upload
        </label>
      )}
    </Dialog>
  );
}
