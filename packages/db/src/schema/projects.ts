import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What Berth remembers of a project. Its files are a folder of the data directory; its status is live, not stored. */
export const projects = sqliteTable('projects', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  runtime: text('runtime', { enum: ['docker', 'local'] }).notNull(),
  /** The image asked for at creation, or null for the server's default. */
  image: text('image'),
  sourceUrl: text('source_url'),
  /** False while a clone has not finished, so that it is offered again after a crash. */
  sourceReady: integer('source_ready', { mode: 'boolean' }).notNull(),
  createdAt: text('created_at').notNull(),
});
