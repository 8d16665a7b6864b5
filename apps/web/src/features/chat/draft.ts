import { useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { type Attachment, expectRoom } from './attachments';
import {
  DRAFTS_BYTES,
  type DraftAttachment,
  forgetAttachment,
  keepAttachment,
  keepText,
  readAttachments,
  readText,
} from './draft-db';

export interface DraftState {
  text: string;
  attachments: readonly DraftAttachment[];
  /** Ids of attachments that a reload loses, and why; empty where all are kept. */
  unkept: ReadonlyMap<string, string>;
}

const FULL = `the drafts in this browser hold ${DRAFTS_BYTES / 1024 / 1024} MiB at most`;
const BLOCKED = 'this browser stores nothing more';

/** The message a person writes in one session, kept in this browser until it is on its way. */
class Draft {
  readonly store = createStore<DraftState>(() => ({ text: '', attachments: [], unkept: new Map() }));
  readonly #sessionId: string;
  readonly #restoring: Promise<void>;
  /** Everything that keeps or forgets attachments runs one after the other, after what was kept has been read. */
  #work: Promise<void>;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
    this.store.setState({ text: readText(sessionId) });
    this.#restoring = this.#restore();
    this.#work = this.#restoring;
  }

  write(text: string): void {
    this.store.setState({ text });
    keepText(this.#sessionId, text);
  }

  /** @throws AppError TOO_LARGE when the message cannot take it. */
  attach(attachment: Attachment): void {
    const { attachments } = this.store.getState();
    expectRoom(attachments, attachment);
    const next: DraftAttachment = {
      ...attachment,
      attachedAt: Math.max(Date.now(), (attachments.at(-1)?.attachedAt ?? 0) + 1),
    };
    this.store.setState({ attachments: [...attachments, next] });
    this.#then(() => this.#keep(next));
  }

  remove(attachment: DraftAttachment): void {
    this.#drop([attachment]);
    this.#then(() => this.#forget([attachment]));
  }

  /** Empties the draft; what was in it is forgotten when `send` has resolved, so that a closed page loses nothing. */
  async send(send: (text: string, attachments: readonly Attachment[]) => Promise<void>): Promise<void> {
    await this.#restoring;
    const { text, attachments } = this.store.getState();
    if (text.trim() === '' && attachments.length === 0) return;
    this.store.setState({ text: '' });
    this.#drop(attachments);
    const written = send(text, attachments);
    this.#then(async () => {
      await written;
      keepText(this.#sessionId, this.store.getState().text);
      await this.#forget(attachments);
    });
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch(() => {
      // Where this browser forgets nothing either, a reload shows the attachments once more.
    });
  }

  async #restore(): Promise<void> {
    try {
      const kept = await readAttachments(this.#sessionId);
      this.store.setState(({ attachments }) => ({ attachments: [...kept, ...attachments] }));
    } catch {
      // This browser keeps nothing; what is attached says so.
    }
  }

  async #keep(attachment: DraftAttachment): Promise<void> {
    const kept = await keepAttachment(this.#sessionId, attachment).catch(() => undefined);
    if (kept === true) return;
    this.store.setState(({ unkept, attachments }) =>
      attachments.includes(attachment)
        ? { unkept: new Map(unkept).set(attachment.id, kept === false ? FULL : BLOCKED) }
        : {},
    );
  }

  async #forget(attachments: readonly DraftAttachment[]): Promise<void> {
    for (const attachment of attachments) await forgetAttachment(this.#sessionId, attachment);
  }

  #drop(gone: readonly DraftAttachment[]): void {
    this.store.setState(({ attachments, unkept }) => ({
      attachments: attachments.filter((attachment) => !gone.includes(attachment)),
      unkept: new Map([...unkept].filter(([id]) => !gone.some((attachment) => attachment.id === id))),
    }));
  }
}

/** The draft of a session, for as long as the component lives with this session. */
export function useDraft(sessionId: string): DraftState & { draft: Draft } {
  const [draft] = useState(() => new Draft(sessionId));
  return { ...useStore(draft.store), draft };
}
