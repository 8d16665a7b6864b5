import { TriangleAlert } from 'lucide-react';
import styles from './terminal.module.css';
import type { PointedLink } from './terminal-links';

/** Where the link under the pointer leads, before it opens. It stands away from the pointer. */
export function LinkNote({ link, isLow }: { link: PointedLink; isLow: boolean }) {
  return (
    <div className={styles.link} data-low={isLow} data-testid="link-note" role="tooltip">
      <LinkTarget link={link} />
    </div>
  );
}

/** Where a link leads, as the browser takes it, its host set apart. */
export function LinkTarget({ link }: { link: PointedLink }) {
  return (
    <>
      {link.isDisguised && (
        <span className={styles.disguised}>
          <TriangleAlert size={12} aria-hidden /> The text names another address.
        </span>
      )}
      {link.kind === 'place' ? (
        <span>{link.text}</span>
      ) : (
        <span>
          {link.address.before}
          <strong>{link.address.host}</strong>
          {link.address.after}
        </span>
      )}
    </>
  );
}
