import { useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { nameOf } from './paths';
import styles from './upload-list.module.css';
import { type ConflictQuestion, useUploads } from './upload-store';

/** Asks what becomes of an upload whose name is taken. */
export function UploadConflictDialog() {
  const question = useUploads((state) => state.question);
  return question && <Question key={question.path} question={question} />;
}

function Question({ question }: { question: ConflictQuestion }) {
  const [forAll, setForAll] = useState(false);
  const skip = useRef<HTMLButtonElement>(null);
  const { path, remaining, answer } = question;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && answer('cancel', false)}
      firstFocus={skip}
      title={`“${nameOf(path)}” exists already`}
      description={path}
      footer={
        <>
          <Button ref={skip} onClick={() => answer('skip', forAll)}>
            Skip
          </Button>
          <Button onClick={() => answer('rename', forAll)}>Keep both</Button>
          <Button variant="danger" onClick={() => answer('overwrite', forAll)}>
            Replace
          </Button>
        </>
      }
    >
      {remaining > 0 && (
        <label className={styles.check}>
          <input type="checkbox" checked={forAll} onChange={(event) => setForAll(event.target.checked)} />
          The same for the other files of this upload
        </label>
      )}
    </Dialog>
  );
}
