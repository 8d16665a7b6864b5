import type { DraftSummary } from '@berth/protocol/drafts';
import { toAppError } from '../../lib/errors';
import { newId } from '../../lib/new-id';
import { trpc } from '../../lib/trpc';
import type { OpenDocument } from './document';
import { findHere, forgetHere, type KeptHere, type KeptHereKey, keepHere } from './kept-here';
import { Serial } from './serial';
import { splitText } from './text-format';

const QUIET_MS = 400;
const LATEST_MS = 800;
const RETRY_MS = 3_000;

interface FoundDraft extends KeptHere {
  revision: number;
}

/** What is kept of a file when it is opened. */
export interface FoundDrafts {
  draft: FoundDraft | null;
  /** Text that this browser has kept beside the draft. */
  here: KeptHere | null;
}

/** Keeps one document's unsaved text on the server, at most a second behind the typing; and here, while another page's text is there. */
export class DraftKeeper {
  readonly #document: OpenDocument;
  readonly #work = new Serial();
  readonly #openedAt = Date.now();
  readonly #page = newId();
  /** The draft that the text here continues, or null when there is none. */
  #kept: { path: string; revision: number } | null = null;
  /** Texts in this browser that go once the text is on the server, or given up. */
  #here: KeptHereKey[] = [];
  /** The draft under the path the document had before, which goes once the text is kept under its new one. */
  #left: { path: string; revision: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the oldest change that is not kept was made, by the page's clock. */
  #pendingSince: number | null = null;

  constructor(document: OpenDocument) {
    this.#document = document;
  }

  get #key() {
    return { projectId: this.#document.projectId, path: this.#document.path };
  }

  /** What there is when the document is opened. Its text continues the draft once `continueFrom` says so. */
  async fetch(): Promise<FoundDrafts> {
    const key = this.#key;
    const [{ draft }, here] = await Promise.all([trpc.drafts.get.query(key), findHere(key)]);
    this.#kept = null;
    if (here) this.#here = [here.key];
    return {
      draft: draft && { raw: draft.content, baseEtag: draft.baseEtag, revision: draft.revision },
      here: here?.text ?? null,
    };
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

  /** The text is on disk now: its draft has done its work, also one that is on its way. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#pendingSince = null;
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
    this.#kept = { path: this.#document.path, revision };
  }

  /** The text here is the one on the server: what this browser kept beside it was given up. */
  forgetHere(): void {
    void this.#work.run(() => this.#dropHere());
  }

  /** The document has another path now, and so has its draft, once it is kept there. */
  moved(): void {
    void this.#work.run(async () => {
      if (this.#document.facts.dirty) await this.#send();
      else await this.#delete();
    });
  }

  /** Some page saved or discarded the draft; perhaps this one. */
  noticed(draft: DraftSummary | null): void {
    void this.#work.run(async () => {
      if (this.#pendingSince !== null) return;
      const known = this.#kept?.revision ?? 0;
      const waiting = this.#document.facts.otherDraft !== null;
      if (draft === null ? known > 0 || waiting : draft.revision > known) await this.#meetOther();
    });
  }

  /** The document is closed: what is not kept yet is sent, and nothing after it. */
  stop(): void {
    void this.flush();
  }

  async #send(): Promise<void> {
    this.#pendingSince = null;
    const { raw, facts } = this.#document;
    if (!facts.dirty) return;
    if (facts.otherDraft) return this.#keepHere();
    const key = this.#key;
    if (this.#kept && this.#kept.path !== key.path) {
      this.#left = this.#kept;
      this.#kept = null;
    }
    try {
      const ifRevision = this.#kept?.revision ?? null;
      const draft = { ...key, content: raw, baseEtag: facts.etag, ifRevision };
      const { revision } = await trpc.drafts.save.mutate(draft);
      this.#kept = { path: key.path, revision };
      if (this.#pendingSince === null) this.#document.set({ draft: 'kept' });
    } catch (error) {
      if (toAppError(error).code === 'CONFLICT') return this.#meetOther();
      return this.#retry();
    }
    await this.#dropLeft();
    await this.#dropHere();
  }

  /** The server's draft is another page's text until the person has chosen: this one's is kept in the browser. */
  async #keepHere(): Promise<void> {
    const { projectId, path } = this.#key;
    const { raw, facts } = this.#document;
    const key: KeptHereKey = [projectId, path, this.#openedAt, this.#page];
    try {
      await keepHere(key, { raw, baseEtag: facts.etag });
    } catch {
      return this.#retry();
    }
    const before = this.#here.filter((one) => one.join() !== key.join());
    this.#here = [key];
    for (const one of before) await forgetHere(one).catch(() => {});
    if (this.#pendingSince === null) this.#document.set({ draft: 'here' });
  }

  #retry(): void {
    this.#pendingSince ??= performance.now();
    this.#document.set({ draft: 'failed' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), RETRY_MS);
  }

  /** Another page has kept other text for this file. Text that was not changed here follows it; other text waits for the person. */
  async #meetOther(): Promise<void> {
    const key = this.#key;
    const { draft } = await trpc.drafts.get.query(key).catch(() => ({ draft: undefined }));
    if (draft === undefined) return this.#document.facts.draft === 'pending' ? this.#retry() : undefined;
    if (draft && draft.revision === this.#kept?.revision) return;
    if (draft === null) {
      this.#kept = null;
      this.#document.set({ otherDraft: null });
      if (this.#document.facts.dirty) this.schedule();
      return;
    }
    const { facts, raw } = this.#document;
    const followed = facts.draft === 'kept' || facts.draft === 'none';
    if (draft.content === raw) {
      this.continueFrom(draft.revision);
      this.#document.set({ draft: 'kept', otherDraft: null });
      return this.#dropHere();
    }
    this.#document.set({ otherDraft: { ...splitText(draft.content), etag: null, revision: draft.revision } });
    if (followed) this.#document.takeOtherDraft();
    else await this.#keepHere();
  }

  async #delete(): Promise<void> {
    const { projectId } = this.#key;
    await this.#dropHere();
    await this.#dropLeft();
    try {
      // Text that another page has kept since is not this one's to give up.
      if (this.#kept) {
        const { path, revision } = this.#kept;
        await trpc.drafts.delete.mutate({ projectId, path, ifRevision: revision });
      }
      this.#kept = null;
      const { draft, fromDraft } = this.#document.facts;
      if (draft !== 'none' || fromDraft) this.#document.set({ draft: 'none', fromDraft: false });
    } catch {
      // It stays, and is found to equal the file when the document is opened again.
    }
  }

  async #dropHere(): Promise<void> {
    const keys = this.#here;
    this.#here = [];
    for (const key of keys) await forgetHere(key).catch(() => {});
  }

  async #dropLeft(): Promise<void> {
    if (!this.#left) return;
    const { path, revision } = this.#left;
    try {
      await trpc.drafts.delete.mutate({ projectId: this.#key.projectId, path, ifRevision: revision });
      this.#left = null;
    } catch {
      // It is tried again with the next text that is kept.
    }
  }
}
