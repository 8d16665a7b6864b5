import { AppError } from '@berth/protocol/error';
import { toAppError } from '../../lib/errors';
import { type DocumentFacts, firstFacts, settledFacts } from './document-facts';
import { DraftKeeper, type FoundDrafts } from './draft-keeper';
import { openedText, rawOf, replacement, type TextContent } from './opened-text';
import { type FileContent, readIfThere, whyMissing } from './read-content';
import { Serial } from './serial';
import { StringBuffer, type TextBuffer } from './text-buffer';
import {
  type FormattedText,
  joinText,
  type LineEnding,
  sameFormat,
  splitText,
  withLineEnding,
} from './text-format';
import { mayHaveArrived, writeText } from './write-text';

export type SaveOutcome = 'saved' | 'conflict' | 'failed';

/**
 * One open file. Its text changes by typing at any time; everything that reads or writes the file runs one after another.
 * The person's text is only ever replaced when it is what is on disk, or when they ask for it.
 */
export class OpenDocument {
  readonly projectId: string;
  path: string;
  facts: DocumentFacts = firstFacts;
  buffer: TextBuffer = new StringBuffer('');
  /** Of a file that cannot be edited but read: its text. */
  shownText = '';
  readonly drafts: DraftKeeper;
  readonly #work = new Serial();
  /** The person wants this file saved though it is read-only. */
  #overwriteReadOnly = false;
  readonly #listeners = new Set<() => void>();
  readonly #textListeners = new Set<() => void>();
  /** What is on disk under `facts.etag`. */
  #base: FormattedText = splitText('');
  /** What the last save was asked to do. */
  #saveAsked: () => Promise<SaveOutcome> = () => this.save();
  /** What the last save sent whose answer never came: it may be on disk or not. */
  #unanswered: string | null = null;
  /** The text that changes now is another page's, which keeps its draft itself. */
  #following = false;

  constructor(projectId: string, path: string) {
    this.projectId = projectId;
    this.path = path;
    this.drafts = new DraftKeeper(this);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
  readonly getFacts = (): DocumentFacts => this.facts;

  set(facts: Partial<DocumentFacts>): void {
    this.facts = { ...this.facts, ...facts };
    for (const listener of this.#listeners) listener();
  }

  get formatted(): FormattedText {
    return { text: this.buffer.text(), format: this.facts.format };
  }
  /** The text as it would be in the file. */
  get raw(): string {
    return joinText(this.formatted);
  }
  get base(): FormattedText {
    return this.#base;
  }
  get #place() {
    return { projectId: this.projectId, path: this.path };
  }

  load(options: { asText?: boolean } = {}): Promise<void> {
    return this.#work.run(async () => {
      this.set({ status: 'loading' });
      try {
        const [content, found] = await Promise.all([readIfThere(this.#place, options), this.drafts.fetch()]);
        const draft = found.here ?? found.draft;
        if (content === null && draft === null) throw toAppError(await whyMissing(this.#place));
        if (draft === null && content !== null) this.#show(content);
        // Unsaved text is compared with whatever can be read as text.
        else
          this.#restore(
            content?.kind === 'text' ? content : await readIfThere(this.#place, { asText: true }),
            found,
          );
      } catch (error) {
        this.set({ status: 'failed', error: toAppError(error) });
      }
    });
  }

  /** Calls back after every change of the text, until the returned function is called. */
  onText(listener: () => void): () => void {
    this.#textListeners.add(listener);
    return () => {
      this.#textListeners.delete(listener);
    };
  }

  /** Typing, and every other change of the buffer. */
  changed(): void {
    this.#measure();
    for (const listener of this.#textListeners) listener();
    if (this.facts.dirty && !this.#following) this.drafts.schedule();
  }

  setLineEnding(lineEnding: LineEnding): void {
    const { text, format } = withLineEnding(this.formatted, lineEnding);
    this.set({ format });
    if (text !== this.buffer.text()) this.buffer.replace(text);
    this.changed();
  }

  /** The disk may have another version now. Takes it where nothing was typed, and reports it as a conflict otherwise. */
  refresh(): Promise<void> {
    if (this.facts.status === 'failed') return this.load();
    return this.#work.run(async () => {
      const { status, kind } = this.facts;
      if (status !== 'ready') return;
      const content = await readIfThere(this.#place, { asText: kind === 'text' });
      if (content === null) return this.#setMissing();
      if (content.etag === this.facts.etag && !this.#parted) return;
      if (kind === 'text') this.#meet(content);
      else this.#show(content);
    });
  }

  save(): Promise<SaveOutcome> {
    this.#saveAsked = () => this.save();
    return this.#work.run(() => this.#save(this.facts.etag));
  }

  /** Saves from here on, also while the file is read-only. */
  allowReadOnly(): void {
    this.#overwriteReadOnly = true;
  }

  /** Saves over the version that the person was told of; a newer one is a new conflict. */
  resolve(text: string): Promise<SaveOutcome> {
    this.#saveAsked = () => this.resolve(this.buffer.text());
    return this.#work.run(async () => {
      const { conflict, replaced, etag } = this.facts;
      if (text !== this.buffer.text()) this.buffer.replace(text);
      return this.#save(conflict?.etag ?? replaced?.etag ?? etag);
    });
  }

  /** Repeats the last save as it was asked for, with the text as it is now. */
  saveAgain(): Promise<SaveOutcome> {
    return this.#saveAsked();
  }

  /** Takes the version on disk in place of the person's text, as an edit that can be undone. */
  takeDisk(): void {
    const { conflict } = this.facts;
    const disk = conflict ?? this.#base;
    this.#adopt(disk, conflict?.etag ?? this.facts.etag);
    this.drafts.discard();
    // The disk may have gone on since.
    this.refresh().catch(() => {});
  }

  /** Gives the person's text up and shows what the disk holds, whatever that is. */
  async showDisk(): Promise<void> {
    await this.drafts.forget();
    await this.load();
  }

  /** Takes unsaved text of another tab or device in place of this one's. */
  takeOtherDraft(): void {
    const { otherDraft } = this.facts;
    if (!otherDraft) return;
    this.drafts.continueFrom(otherDraft.revision);
    this.set({ otherDraft: null, format: otherDraft.format, draft: 'kept' });
    this.#following = true;
    this.buffer.replace(otherDraft.text);
    this.#following = false;
    this.drafts.forgetHere();
    this.#measure();
  }

  keepOwnDraft(): void {
    const { otherDraft } = this.facts;
    if (!otherDraft) return;
    this.drafts.continueFrom(otherDraft.revision);
    this.set({ otherDraft: null });
    this.drafts.schedule();
  }

  get #edited(): boolean {
    const { length } = this.buffer;
    return (
      !sameFormat(this.facts.format, this.#base.format) ||
      length !== this.#base.text.length ||
      this.buffer.text() !== this.#base.text
    );
  }

  /** The text is the person's own: no version on disk is taken in its place. */
  get #own(): boolean {
    return this.facts.replaced !== null || this.#edited;
  }

  /** Something on disk stands against the version that the text goes back to. */
  get #parted(): boolean {
    const { missing, conflict, replaced } = this.facts;
    return missing || conflict !== null || replaced !== null;
  }

  #measure(): void {
    const dirty = this.#own;
    if (dirty !== this.facts.dirty) this.set({ dirty, ...(dirty ? {} : { fromDraft: false }) });
    if (!dirty) this.drafts.discard();
  }

  #show(content: FileContent): void {
    const { kind, etag, size } = content;
    if (content.kind === 'text') {
      this.#begin(content, null);
      return;
    }
    this.shownText = content.kind === 'undecodable' ? content.text : '';
    this.set({ ...firstFacts, status: 'ready', kind, etag, size });
  }

  /** Opens the file with the unsaved text that was kept of it. */
  #restore(content: FileContent | null, found: FoundDrafts): void {
    if (found.here && found.here.raw !== rawOf(content)) this.#beginBeside(content, found);
    else {
      if (found.draft) this.drafts.continueFrom(found.draft.revision);
      this.#begin(content, found.draft);
    }
  }

  #begin(content: FileContent | null, draft: { raw: string; baseEtag: string | null } | null) {
    const { base, own, facts } = openedText(content, draft);
    this.#base = base;
    this.buffer.replace(own.text);
    this.set(facts);
    this.#measure();
  }

  /** The person has not chosen yet between the text this browser has kept and the server's draft. */
  #beginBeside(content: FileContent | null, { here, draft }: FoundDrafts): void {
    this.#begin(content, here);
    const differs = draft !== null && draft.raw !== here?.raw;
    if (draft && !differs) this.drafts.continueFrom(draft.revision);
    if (differs) this.set({ otherDraft: { ...splitText(draft.raw), etag: null, revision: draft.revision } });
    this.drafts.schedule();
  }

  #setMissing(): void {
    if (this.facts.kind !== 'text') {
      const error = new AppError('NOT_FOUND', `${this.path} was deleted on disk.`);
      this.set({ status: 'failed', error, missing: true });
      return;
    }
    if (this.facts.missing) return;
    this.set({ ...settledFacts, missing: true });
    this.changed();
  }

  /** The disk has the version that the text goes back to: nothing stands against it, whatever was there meanwhile. */
  #settle(content: TextContent): void {
    this.#base = splitText(content.raw);
    this.set(settledFacts);
    this.#measure();
  }

  /** Something was found on disk that the text has to stand beside. */
  #meet(content: FileContent): void {
    if (content.kind === 'text' && content.etag === this.facts.etag && this.#parted) {
      this.#settle(content);
      return;
    }
    if (content.kind === 'text') this.#compare(splitText(content.raw), content.etag);
    else if (this.#own) {
      this.set({ ...settledFacts, replaced: replacement(content) });
      this.#measure();
    } else this.#show(content);
    // On another version than the one it was sent over, a save that has not arrived yet is refused.
    this.#unanswered = null;
  }

  #compare(disk: FormattedText, etag: string): void {
    const raw = joinText(disk);
    if (!this.#own || raw === this.raw) {
      this.#adopt(disk, etag);
      return;
    }
    if (raw === this.#unanswered) {
      // This page's own save has arrived. More was typed since.
      this.#base = disk;
      this.set({ ...settledFacts, etag });
    } else this.set({ missing: false, replaced: null, conflict: { ...disk, etag } });
    this.#measure();
  }

  #adopt(disk: FormattedText, etag: string | null): void {
    this.#base = disk;
    this.set({ etag, format: disk.format, ...settledFacts, otherDraft: null });
    if (disk.text !== this.buffer.text()) this.buffer.replace(disk.text);
    this.#measure();
  }

  async #save(ifMatch: string | null): Promise<SaveOutcome> {
    if (this.facts.kind !== 'text') return 'saved';
    const sent = this.formatted;
    const content = joinText(sent);
    this.set({ saving: true, error: undefined });
    try {
      const version = await writeText(this.#place, {
        content,
        ifMatch: this.facts.missing ? null : ifMatch,
        overwriteReadOnly: this.#overwriteReadOnly,
      });
      this.#base = sent;
      this.#unanswered = null;
      this.set({ etag: version.etag, size: version.size, ...settledFacts });
      this.#measure();
      if (this.facts.dirty) this.drafts.schedule();
      return 'saved';
    } catch (error) {
      const failure = toAppError(error);
      if (mayHaveArrived(failure)) this.#unanswered = content;
      return await this.#saveFailed(failure);
    } finally {
      this.set({ saving: false });
    }
  }

  async #saveFailed(error: AppError): Promise<SaveOutcome> {
    if (error.code === 'NOT_FOUND' && !this.facts.missing) {
      this.#setMissing();
      return this.#save(null);
    }
    if (error.code !== 'CONFLICT' && error.code !== 'ALREADY_EXISTS') {
      this.set({ error });
      return 'failed';
    }
    try {
      const content = await readIfThere(this.#place, { asText: true });
      if (content === null) {
        this.#setMissing();
        return 'failed';
      }
      this.#meet(content);
      const { conflict, replaced, dirty, etag } = this.facts;
      if (conflict || replaced) return 'conflict';
      return dirty ? this.#save(etag) : 'saved';
    } catch (cause) {
      this.set({ error: toAppError(cause) });
      return 'failed';
    }
  }
}
