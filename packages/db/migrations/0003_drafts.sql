CREATE TABLE `drafts` (
	`project_id` text NOT NULL,
	`path` text NOT NULL,
	`content` text NOT NULL,
	`size` integer NOT NULL,
	`base_etag` text,
	`revision` integer NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`project_id`, `path`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `drafts_revision` ON `drafts` (`revision`);