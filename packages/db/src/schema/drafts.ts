import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { projects } from './projects';

/** Text that was typed and not saved yet. It goes with its project. */
export const drafts = sqliteTable(
  'drafts',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    path: text('path').notNull(),
    content: text('content').notNull(),
    /** UTF-16 units of the content. */
    size: integer('size').notNull(),
    baseEtag: text('base_etag'),
    revision: integer('revision').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.path] }),
    index('drafts_revision').on(table.revision),
  ],
);
