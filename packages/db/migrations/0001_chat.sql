CREATE TABLE `chat_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_number` integer NOT NULL,
	`message_key` integer,
	`name` text NOT NULL,
	`path` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`mime_type` text,
	`encoding` text NOT NULL,
	`content_hash` text,
	FOREIGN KEY (`session_number`) REFERENCES `chat_sessions`(`number`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_key`) REFERENCES `chat_messages`(`key`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`content_hash`) REFERENCES `file_contents`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `chat_files_session` ON `chat_files` (`session_number`);--> statement-breakpoint
CREATE INDEX `chat_files_message` ON `chat_files` (`message_key`);--> statement-breakpoint
CREATE INDEX `chat_files_content` ON `chat_files` (`content_hash`);--> statement-breakpoint
CREATE TABLE `chat_messages` (
	`key` integer PRIMARY KEY NOT NULL,
	`session_number` integer NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`content` text NOT NULL,
	`parts` text,
	`agent_id` text,
	`metadata` text,
	`status` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`session_number`) REFERENCES `chat_sessions`(`number`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chat_messages_id` ON `chat_messages` (`session_number`,`id`);--> statement-breakpoint
CREATE INDEX `chat_messages_streaming` ON `chat_messages` (`status`) WHERE status = 'streaming';--> statement-breakpoint
CREATE TABLE `chat_sessions` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`project_id` text,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`message_count` integer NOT NULL,
	`file_count` integer NOT NULL,
	`next_sequence` integer NOT NULL,
	`revision` integer NOT NULL,
	`activity` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chat_sessions_id_unique` ON `chat_sessions` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `chat_sessions_revision` ON `chat_sessions` (`revision`);--> statement-breakpoint
CREATE INDEX `chat_sessions_recent` ON `chat_sessions` (`user_id`,`status`,`activity`);--> statement-breakpoint
CREATE INDEX `chat_sessions_project` ON `chat_sessions` (`user_id`,`project_id`,`status`,`activity`);--> statement-breakpoint
CREATE TABLE `file_contents` (
	`hash` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	`bytes` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` text NOT NULL
);
