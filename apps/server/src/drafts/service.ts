import type { Database } from '@berth/db/open';
import { drafts } from '@berth/db/schema/drafts';
import {
  type Draft,
  type DraftDeleteInput,
  type DraftSaveInput,
  type DraftSummary,
  draftLimits,
} from '@berth/protocol/drafts';
import { AppError } from '@berth/protocol/error';
import { and, count, desc, eq, max } from 'drizzle-orm';
import type { Broadcast } from '../socket/broadcast';

type Row = typeof drafts.$inferSelect;

export interface DraftKey {
  projectId: string;
  path: string;
}

/** Unsaved text, kept in the database: it outlives the tab, the device and the server. */
export class DraftService {
  readonly #db: Database;
  readonly #broadcast: Broadcast;

  constructor(db: Database, broadcast: Broadcast) {
    this.#db = db;
    this.#broadcast = broadcast;
  }

  /** @throws AppError CONFLICT (`details.revision`), TOO_LARGE. The project exists: a foreign key guards it. */
  save({ ifRevision, ...input }: DraftSaveInput): DraftSummary {
    if (input.content.length > draftLimits.content) {
      throw new AppError('TOO_LARGE', 'The text is too long to be kept as a draft. Save the file.');
    }
    const row = this.#db.transaction(
      (transaction): Row => {
        const newest =
          transaction
            .select({ value: max(drafts.revision) })
            .from(drafts)
            .get()?.value ?? 0;
        const current = transaction.select({ revision: drafts.revision }).from(drafts).where(at(input)).get();
        if (ifRevision !== undefined && ifRevision !== (current?.revision ?? null)) {
          throw new AppError('CONFLICT', 'This draft was changed on another device.', {
            details: { revision: current?.revision ?? null },
          });
        }
        const kept = transaction
          .select({ n: count() })
          .from(drafts)
          .where(eq(drafts.projectId, input.projectId))
          .get();
        if (!current && (kept?.n ?? 0) >= draftLimits.perProject) {
          throw new AppError(
            'TOO_LARGE',
            `A project keeps ${draftLimits.perProject} drafts. Save or discard some.`,
          );
        }
        // Revisions are not used again after the newest draft is discarded: the clock keeps them growing.
        const revision = Math.max(newest + 1, Date.now());
        const fresh = { ...input, size: input.content.length, revision, updatedAt: new Date().toISOString() };
        transaction
          .insert(drafts)
          .values(fresh)
          .onConflictDoUpdate({ target: [drafts.projectId, drafts.path], set: fresh })
          .run();
        return fresh;
        // Chats are written on another connection: a transaction that reads first and writes later could be refused.
      },
      { behavior: 'immediate' },
    );
    const draft = toSummary(row);
    this.#announce(input, draft);
    return draft;
  }

  get(key: DraftKey): Draft | null {
    const row = this.#db.select().from(drafts).where(at(key)).get();
    if (!row) return null;
    const { path, content, baseEtag, revision, updatedAt } = row;
    return { path, content, baseEtag, revision, updatedAt };
  }

  /** The project's drafts, newest first, without their text. */
  list(projectId: string): DraftSummary[] {
    const { path, baseEtag, revision, updatedAt, size } = drafts;
    return this.#db
      .select({ path, baseEtag, revision, updatedAt, size })
      .from(drafts)
      .where(eq(drafts.projectId, projectId))
      .orderBy(desc(drafts.revision))
      .all();
  }

  /** Discards a draft; one that is not there is discarded already, and one of another revision than asked for stays. */
  delete({ ifRevision, ...key }: DraftDeleteInput): void {
    const asked = ifRevision === undefined ? at(key) : and(at(key), eq(drafts.revision, ifRevision));
    const { changes } = this.#db.delete(drafts).where(asked).run();
    if (changes > 0) this.#announce(key, null);
  }

  #announce({ projectId, path }: DraftKey, draft: DraftSummary | null): void {
    this.#broadcast.project(projectId, { name: 'draft_changed', payload: { projectId, path, draft } });
  }
}

function at({ projectId, path }: DraftKey) {
  return and(eq(drafts.projectId, projectId), eq(drafts.path, path));
}

function toSummary({ path, baseEtag, revision, updatedAt, size }: Row): DraftSummary {
  return { path, baseEtag, revision, updatedAt, size };
}
