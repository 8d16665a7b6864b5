import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import styles from './composer.module.css';
import type { DraftState } from './draft';
import type { DraftAttachment } from './draft-db';

export interface AttachmentListProps extends Pick<DraftState, 'attachments' | 'unkept'> {
  onRemove: (attachment: DraftAttachment) => void;
}

/** What is attached to the message that is being written, and which of it a reload would lose. */
export function AttachmentList({ attachments, unkept, onRemove }: AttachmentListProps) {
  const lost = attachments.filter(({ id }) => unkept.has(id));
  const reasons = new Set(unkept.values());
  return (
    <>
      {attachments.length > 0 && (
        <ul className={styles.attachments} aria-label="Attached">
          {attachments.map((attachment) => (
            <li
              key={attachment.id}
              className={styles.chip}
              data-unkept={unkept.has(attachment.id) || undefined}
            >
              <span>{attachment.label}</span>
              <IconButton
                icon={X}
                size="sm"
                label={`Remove ${attachment.label}`}
                onClick={() => onRemove(attachment)}
              />
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={styles.unkept}>
        {lost.length > 0 &&
          `A reload would lose ${lost.map(({ label }) => label).join(', ')}: ${[...reasons].join('; ')}.`}
      </p>
    </>
  );
}
