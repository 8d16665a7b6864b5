import type { FileContent } from './read-content';
import type { FormattedText, TextFormat } from './text-format';

/** Another version than the one the person's text goes back to. */
export interface OtherVersion extends FormattedText {
  /** The file's etag, or null for a draft of another device. */
  etag: string | null;
}

/** What the person sees of an open file beside its text. */
export interface DocumentFacts {
  status: 'loading' | 'ready' | 'failed';
  /** Why it could not be read. */
  error?: unknown;
  /** What the file is; text has its own fields below. */
  kind: FileContent['kind'] | null;
  size: number;
  /** The version on disk the text goes back to; null when the file is not there. */
  etag: string | null;
  format: TextFormat;
  /** The text, or its format, is not what is on disk. */
  dirty: boolean;
  saving: boolean;
  /** The file was deleted; the text is only here. */
  missing: boolean;
  /** What someone else wrote to disk since this text was read. */
  conflict: OtherVersion | null;
  /** Unsaved text of the same file that another tab or device has kept. */
  otherDraft: (OtherVersion & { revision: number }) | null;
  /** The text came from a draft, not from typing in this page. */
  fromDraft: boolean;
  /** Where the draft of unsaved text is kept: not yet, on the server, in this browser alone, or nowhere since that failed. */
  draft: 'none' | 'pending' | 'kept' | 'here' | 'failed';
}

export const firstFacts: DocumentFacts = {
  status: 'loading',
  kind: null,
  size: 0,
  etag: null,
  format: { bom: false, lineEnding: 'lf' },
  dirty: false,
  saving: false,
  missing: false,
  conflict: null,
  otherDraft: null,
  fromDraft: false,
  draft: 'none',
};
