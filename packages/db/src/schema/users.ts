import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Whose chats these are. A migration makes the one user there is today: `anonymous`. */
export const users = sqliteTable('users', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: text('created_at').notNull(),
});

export const ANONYMOUS_USER = 'anonymous';
