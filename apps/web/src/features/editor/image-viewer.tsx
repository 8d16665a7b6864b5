import { type ReactNode, useState } from 'react';
import { formatBytes } from '../fs/format-bytes';
import { rawUrl } from '../fs/raw-url';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import styles from './editor.module.css';

interface ImageViewerProps {
  document: OpenDocument;
  facts: DocumentFacts;
  /** What is shown of bytes that are no image. */
  otherwise: ReactNode;
}

/** An image as it is on disk now; a click shows it in its own size. */
export function ImageViewer({ document, facts, otherwise }: ImageViewerProps) {
  const [pixels, setPixels] = useState<string | null>(null);
  const [full, setFull] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === facts.etag) return otherwise;
  return (
    <figure className={styles.image}>
      <button
        type="button"
        className={styles.imageFrame}
        data-full={full || undefined}
        onClick={() => setFull(!full)}
      >
        {/* The etag makes a changed file another image. */}
        <img
          src={`${rawUrl(document.projectId, document.path)}&v=${facts.etag ?? ''}`}
          alt={document.path}
          onLoad={({ currentTarget: image }) => setPixels(`${image.naturalWidth} × ${image.naturalHeight}`)}
          onError={() => setFailed(facts.etag)}
        />
      </button>
      <figcaption>
        {[pixels, formatBytes(facts.size), facts.dirty && 'without what is not saved yet']
          .filter(Boolean)
          .join(' · ')}
      </figcaption>
    </figure>
  );
}
