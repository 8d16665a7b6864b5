import type { FileContent } from './read-content';
import type { FormattedText, TextFormat } from './text-format';

/** Another version than the one the person's text goes back to. */
export interface OtherVersion extends FormattedText {
  /** The file's etag, or null for a draft of another device. */
  etag: string | null;
}

/** Bytes on disk that are no text an editor opens. */
export interface Replacement {
  kind: Exclude<FileContent['kind'], 'text'>;
  etag: string;
  /** In bytes. */
  size: number;
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
  /** The file was deleted; its text is only here. */
  missing: boolean;
  /** What someone else wrote to disk since this text was read. */
  conflict: OtherVersion | null;
  /** What the disk holds in place of the file's text, while text was typed that is not saved: nothing to compare it with. */
  replaced: Replacement | null;
  /** The person compares both sides of the conflict. */
  merging: boolean;
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
  replaced: null,
  merging: false,
  otherDraft: null,
  fromDraft: false,
  draft: 'none',
};

/** Nothing stands between the text and the disk. */
export const settledFacts = { missing: false, conflict: null, replaced: null, merging: false } as const;
