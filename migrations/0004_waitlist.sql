CREATE TABLE `waitlist_entries` (
	`id` integer PRIMARY KEY NOT NULL,
	`restaurant_id` integer NOT NULL,
	`version` integer NOT NULL,
	`service_date` text NOT NULL,
	`status` text NOT NULL,
	`party_size` integer NOT NULL,
	`joined_at` integer NOT NULL,
	`quoted_minutes` integer,
	`kept_until` integer,
	`reservation_id` integer,
	`guest_name` text,
	`guest_email` text
);
--> statement-breakpoint
CREATE INDEX `waitlist_entries_date` ON `waitlist_entries` (`restaurant_id`,`service_date`);--> statement-breakpoint
ALTER TABLE `deliveries` ADD `waitlist_id` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `waitlist_id` integer;