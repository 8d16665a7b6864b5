import { useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProject } from '../../workbench/project-context';
import {
  type ConflictAnswer,
  type ConflictQuestion,
  type OpenQuestion,
  useConflicts,
} from './conflict-questions';
import { nameOf } from './paths';
import styles from './upload-list.module.css';

/** Asks what becomes of an upload or a move whose name is taken in the project on screen. */
export function ConflictDialog() {
  const { id } = useProject();
  const asked = useConflicts(({ open }) => open.find(({ question }) => question.projectId === id));
  return asked && <Question key={keyOf(asked.question)} asked={asked} />;
}

const keyOf = (question: ConflictQuestion) =>
  `${question.about === 'upload' ? question.taken : ''} ${question.path}`;

function Question({ asked: { question, give } }: { asked: OpenQuestion }) {
  const [forAll, setForAll] = useState(false);
  const skip = useRef<HTMLButtonElement>(null);
  const { path } = question;
  const isReadOnly = question.about === 'upload' && question.taken === 'readOnly';
  const answer = (answer: ConflictAnswer) => give({ answer, forAll });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && give({ answer: 'cancel', forAll: false })}
      firstFocus={skip}
      title={`“${nameOf(path)}” exists already${isReadOnly ? ' and is read-only' : ''}`}
      description={describe(question)}
      footer={
        <>
          <Button ref={skip} onClick={() => answer('skip')}>
            Skip
          </Button>
          <Button onClick={() => answer('rename')}>Keep both</Button>
          {(question.about === 'upload' || question.replaceable) && (
            <Button variant="danger" onClick={() => answer('overwrite')}>
              {isReadOnly ? 'Replace all the same' : 'Replace'}
            </Button>
          )}
        </>
      }
    >
      {question.remaining > 0 && (
        <label className={styles.check}>
          <input type="checkbox" checked={forAll} onChange={(event) => setForAll(event.target.checked)} />
          {othersOf(question)}
        </label>
      )}
    </Dialog>
  );
}

function othersOf(question: ConflictQuestion): string {
  if (question.about === 'move') return 'The same for the other items whose name is taken';
  return `The same for the other ${question.taken === 'readOnly' ? 'read-only files' : 'files'} of this upload`;
}

function describe(question: ConflictQuestion): string {
  const { path } = question;
  if (question.about === 'upload') return path;
  if (!question.replaceable) return `${path} holds what you move, so it cannot be replaced by it.`;
  return `${path}. What you replace can be put back for an hour.`;
}
