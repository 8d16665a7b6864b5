import type { DraftSummary } from '@berth/protocol/drafts';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import type { OpenDocument } from './document';
import { Serial } from './serial';
import { splitText } from './text-format';

const QUIET_MS = 400;
const LATEST_MS = 800;
const RETRY_MS = 3_000;

export interface KeptDraft {
  raw: string;
  baseEtag: string | null;
}

/** Keeps one document's unsaved text on the server, at most a second behind the typing. */
export class DraftKeeper {
  readonly #document: OpenDocument;
  readonly #work = new Serial();
  /** Of the draft that the text here continues, or null when there is none. */
  #revision: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the oldest change that is not kept was made, by the page's clock. */
  #pendingSince: number | null = null;

  constructor(document: OpenDocument) {
    this.#document = document;
  }

  get #key() {
    return { projectId: this.#document.projectId, path: this.#document.path };
  }

  /** The draft there is when the document is opened. */
  async fetch(): Promise<KeptDraft | null> {
    const { draft } = await trpc.drafts.get.query(this.#key);
    this.#revision = draft?.revision ?? null;
    return draft && { raw: draft.content, baseEtag: draft.baseEtag };
  }

  /** Something was typed. */
  schedule(): void {
    const now = performance.now();
    this.#pendingSince ??= now;
    if (this.#document.facts.draft !== 'pending') this.#document.set({ draft: 'pending' });
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.#pendingSince + LATEST_MS - now));
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  /** Sends at once what is not kept yet. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#pendingSince === null) return Promise.resolve();
    return this.#work.run(() => this.#send());
  }

  /** The text is on disk now: its draft has done its work. */
  discard(): void {
    clearTimeout(this.#timer);
    const wasPending = this.#pendingSince !== null;
    this.#pendingSince = null;
    if (this.#revision === null && !wasPending) return;
    void this.#work.run(async () => {
      if (!this.#document.facts.dirty) await this.#delete();
    });
  }

  /** The person gives the text up. */
  forget(): Promise<void> {
    clearTimeout(this.#timer);
    this.#pendingSince = null;
    return this.#work.run(() => this.#delete());
  }

  /** What is typed from now on replaces the draft of this revision. */
  continueFrom(revision: number): void {
    this.#revision = revision;
  }

  /** The document has another path now, and so has its draft. */
  moved(from: string): void {
    void this.#work.run(async () => {
      if (this.#revision === null) return;
      this.#revision = null;
      await trpc.drafts.delete.mutate({ ...this.#key, path: from }).catch(() => {});
      if (this.#document.facts.dirty) this.schedule();
    });
  }

  /** Some page saved or discarded the draft; perhaps this one. */
  noticed(draft: DraftSummary | null): void {
    void this.#work.run(async () => {
      if (draft === null || draft.revision <= (this.#revision ?? 0) || this.#pendingSince !== null) return;
      await this.#meetOther();
    });
  }

  /** The document is closed: what is not kept yet is sent, and nothing after it. */
  stop(): void {
    void this.flush();
  }

  async #send(): Promise<void> {
    this.#pendingSince = null;
    const { raw, facts } = this.#document;
    if (!facts.dirty || facts.otherDraft) return;
    try {
      const kept = await trpc.drafts.save.mutate({
        ...this.#key,
        content: raw,
        baseEtag: facts.etag,
        ifRevision: this.#revision,
      });
      this.#revision = kept.revision;
      if (this.#pendingSince === null) this.#document.set({ draft: 'kept' });
    } catch (error) {
      if (toAppError(error).code === 'CONFLICT') return this.#meetOther();
      this.#pendingSince = performance.now();
      this.#document.set({ draft: 'failed' });
      this.#timer = setTimeout(() => void this.flush(), RETRY_MS);
    }
  }

  /** Another page has kept other text for this file. Text that was not changed here follows it; other text waits for the person. */
  async #meetOther(): Promise<void> {
    const { draft } = await trpc.drafts.get.query(this.#key).catch(() => ({ draft: undefined }));
    if (draft === undefined || draft?.revision === this.#revision) return;
    if (draft === null) {
      this.#revision = null;
      if (this.#document.facts.dirty) this.schedule();
      return;
    }
    const followed = this.#document.facts.draft !== 'pending' && this.#document.facts.draft !== 'failed';
    const other = { ...splitText(draft.content), etag: null, revision: draft.revision };
    if (draft.content === this.#document.raw) {
      this.#revision = draft.revision;
      this.#document.set({ draft: 'kept', otherDraft: null });
    } else {
      this.#document.set({ otherDraft: other });
      if (followed) this.#document.takeOtherDraft();
    }
  }

  async #delete(): Promise<void> {
    const expected = this.#revision;
    try {
      const { draft } = await trpc.drafts.get.query(this.#key);
      // Text that another page has kept since is not this one's to give up.
      if (draft && draft.revision === expected) await trpc.drafts.delete.mutate(this.#key);
      this.#revision = null;
      this.#document.set({ draft: 'none', fromDraft: false });
    } catch {
      // It stays, and is found to equal the file when the document is opened again.
    }
  }
}
