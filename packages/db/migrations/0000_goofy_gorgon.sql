CREATE TABLE `projects` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`runtime` text NOT NULL,
	`image` text,
	`source_url` text,
	`source_ready` integer NOT NULL,
	`created_at` text NOT NULL
);
