import { useMemo, useRef } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { plural } from '../fs/format-bytes';
import { asOneLine, pastedLines } from './pasted-text';
import styles from './terminal.module.css';

export interface PasteDialogProps {
  text: string;
  /** The text to paste; undefined where a person wants none of it. */
  onAnswer: (text: string | undefined) => void;
}

/** Asks before text is pasted that a shell runs at once. Escape and the first focus are the harmless answer. */
export function PasteDialog({ text, onAnswer }: PasteDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const { count, first } = useMemo(() => pastedLines(text), [text]);
  const more = count - first.length;
  const isOne = count === 1;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onAnswer(undefined)}
      firstFocus={cancel}
      title={isOne ? 'Paste a line that runs at once?' : `Paste ${plural(count, 'line')}?`}
      description={
        isOne
          ? 'It ends with a line break, so a shell runs it without waiting for Enter.'
          : 'A shell runs each line as it comes, without waiting for Enter.'
      }
      footer={
        <>
          <Button ref={cancel} onClick={() => onAnswer(undefined)}>
            Cancel
          </Button>
          <Button onClick={() => onAnswer(asOneLine(text))}>
            {isOne ? 'Paste without line break' : 'Paste as one line'}
          </Button>
          <Button variant="primary" onClick={() => onAnswer(text)}>
            Paste
          </Button>
        </>
      }
    >
      <ol className={styles.pasted} data-testid="pasted-lines">
        {first.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ol>
      {more > 0 && (
        <p className={styles.pastedMore}>
          and {more.toLocaleString('en')} more {more === 1 ? 'line' : 'lines'}
        </p>
      )}
    </Dialog>
  );
}
