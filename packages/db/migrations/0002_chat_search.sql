INSERT INTO users (id, name, created_at) VALUES ('anonymous', 'Anonymous', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
--> statement-breakpoint
CREATE VIRTUAL TABLE chat_messages_search USING fts5(
	content, content = 'chat_messages', content_rowid = 'key', prefix = '2 3',
	tokenize = "unicode61 remove_diacritics 2"
);
--> statement-breakpoint
CREATE VIRTUAL TABLE chat_titles_search USING fts5(
	title, content = 'chat_sessions', content_rowid = 'number', prefix = '2 3',
	tokenize = "unicode61 remove_diacritics 2"
);
--> statement-breakpoint
-- A streaming message is indexed when it stops growing.
CREATE TRIGGER chat_messages_search_insert AFTER INSERT ON chat_messages WHEN new.status <> 'streaming' BEGIN
	INSERT INTO chat_messages_search (rowid, content) VALUES (new.key, new.content);
END;
--> statement-breakpoint
CREATE TRIGGER chat_messages_search_delete AFTER DELETE ON chat_messages WHEN old.status <> 'streaming' BEGIN
	INSERT INTO chat_messages_search (chat_messages_search, rowid, content) VALUES ('delete', old.key, old.content);
END;
--> statement-breakpoint
CREATE TRIGGER chat_messages_search_unindex AFTER UPDATE OF content, status ON chat_messages
WHEN old.status <> 'streaming' AND (old.content <> new.content OR new.status = 'streaming') BEGIN
	INSERT INTO chat_messages_search (chat_messages_search, rowid, content) VALUES ('delete', old.key, old.content);
END;
--> statement-breakpoint
CREATE TRIGGER chat_messages_search_index AFTER UPDATE OF content, status ON chat_messages
WHEN new.status <> 'streaming' AND (old.content <> new.content OR old.status = 'streaming') BEGIN
	INSERT INTO chat_messages_search (rowid, content) VALUES (new.key, new.content);
END;
--> statement-breakpoint
CREATE TRIGGER chat_titles_search_insert AFTER INSERT ON chat_sessions BEGIN
	INSERT INTO chat_titles_search (rowid, title) VALUES (new.number, new.title);
END;
--> statement-breakpoint
CREATE TRIGGER chat_titles_search_delete AFTER DELETE ON chat_sessions BEGIN
	INSERT INTO chat_titles_search (chat_titles_search, rowid, title) VALUES ('delete', old.number, old.title);
END;
--> statement-breakpoint
CREATE TRIGGER chat_titles_search_update AFTER UPDATE OF title ON chat_sessions WHEN old.title <> new.title BEGIN
	INSERT INTO chat_titles_search (chat_titles_search, rowid, title) VALUES ('delete', old.number, old.title);
	INSERT INTO chat_titles_search (rowid, title) VALUES (new.number, new.title);
END;
