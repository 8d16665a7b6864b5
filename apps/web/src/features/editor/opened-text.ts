import { type DocumentFacts, firstFacts, type Replacement } from './document-facts';
import type { FileContent } from './read-content';
import { type FormattedText, splitText } from './text-format';

export type TextContent = Extract<FileContent, { kind: 'text' }>;

/** Unsaved text that was kept of a file. */
interface KeptText {
  raw: string;
  /** The version it goes back to; null when there was no file. */
  baseEtag: string | null;
}

export interface OpenedText {
  /** What is on disk, as far as it is text. */
  base: FormattedText;
  /** What the editor begins with. */
  own: FormattedText;
  facts: DocumentFacts;
}

/** How a document begins: from what the disk holds (null: nothing) and the unsaved text that was kept of it. */
export function openedText(content: FileContent | null, kept: KeptText | null): OpenedText {
  const raw = rawOf(content);
  const base = splitText(raw ?? '');
  const own = kept && kept.raw !== raw ? splitText(kept.raw) : base;
  // The disk has gone on since that text was typed.
  const parted = kept !== null && own !== base && kept.baseEtag !== content?.etag;
  const facts: DocumentFacts = {
    ...firstFacts,
    status: 'ready',
    kind: 'text',
    size: content?.size ?? 0,
    etag: parted ? kept.baseEtag : (content?.etag ?? null),
    format: own.format,
    missing: content === null,
    fromDraft: own !== base,
    draft: kept ? 'kept' : 'none',
    conflict: parted && content?.kind === 'text' ? { ...base, etag: content.etag } : null,
    replaced: content !== null && content.kind !== 'text' ? replacement(content) : null,
  };
  return { base, own, facts };
}

/** The text on disk as it is in the file; undefined where there is none. */
export function rawOf(content: FileContent | null): string | undefined {
  return content?.kind === 'text' ? content.raw : undefined;
}

export function replacement({ kind, etag, size }: Exclude<FileContent, TextContent>): Replacement {
  return { kind, etag, size };
}
