CREATE TABLE `areas` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`restaurant_id` integer NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `areas_key` ON `areas` (`restaurant_id`,`key`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`restaurant_id` integer,
	`group_id` integer NOT NULL,
	`actor_user_id` integer NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_entries_restaurant` ON `audit_entries` (`restaurant_id`,`at`);--> statement-breakpoint
CREATE TABLE `combinations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`restaurant_id` integer NOT NULL,
	`table_ids` text NOT NULL,
	`party_size_min` integer NOT NULL,
	`party_size_max` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `combinations_restaurant` ON `combinations` (`restaurant_id`);--> statement-breakpoint
CREATE TABLE `configuration_jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`restaurant_id` integer NOT NULL,
	`version` integer NOT NULL,
	`pending_dates` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `configuration_jobs_due` ON `configuration_jobs` (`next_attempt_at`) WHERE done_at IS NULL;--> statement-breakpoint
CREATE TABLE `dining_tables` (
	`id` integer PRIMARY KEY NOT NULL,
	`restaurant_id` integer NOT NULL,
	`table_number` text NOT NULL,
	`capacity` integer NOT NULL,
	`party_size_min` integer NOT NULL,
	`area_key` text NOT NULL,
	`floor_map_id` integer,
	`x` real NOT NULL,
	`y` real NOT NULL,
	`width` real NOT NULL,
	`height` real NOT NULL,
	`rotation` real NOT NULL,
	`shape` text NOT NULL,
	`features` text NOT NULL,
	`channels` text NOT NULL,
	`qr_code` text NOT NULL,
	`notes` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dining_tables_qr_code_unique` ON `dining_tables` (`qr_code`);--> statement-breakpoint
CREATE UNIQUE INDEX `dining_tables_number` ON `dining_tables` (`restaurant_id`,`table_number`) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE TABLE `floor_maps` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`restaurant_id` integer NOT NULL,
	`name` text NOT NULL,
	`width` real NOT NULL,
	`height` real NOT NULL,
	`background_image` text,
	`static_elements` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `floor_maps_restaurant` ON `floor_maps` (`restaurant_id`,`position`);--> statement-breakpoint
CREATE TABLE `groups` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `groups_slug_unique` ON `groups` (`slug`);--> statement-breakpoint
CREATE TABLE `maintenance_blocks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`restaurant_id` integer NOT NULL,
	`table_id` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`notes` text,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `maintenance_blocks_current` ON `maintenance_blocks` (`restaurant_id`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE TABLE `memberships` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`role` text NOT NULL,
	`restaurant_id` integer,
	`group_id` integer
);
--> statement-breakpoint
CREATE INDEX `memberships_user` ON `memberships` (`user_id`);--> statement-breakpoint
CREATE INDEX `memberships_restaurant` ON `memberships` (`restaurant_id`);--> statement-breakpoint
CREATE INDEX `memberships_group` ON `memberships` (`group_id`);--> statement-breakpoint
CREATE INDEX `memberships_platform` ON `memberships` (`role`) WHERE restaurant_id IS NULL AND group_id IS NULL;--> statement-breakpoint
CREATE TABLE `open_days` (
	`restaurant_id` integer NOT NULL,
	`service_date` text NOT NULL,
	`opened_at` integer NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`configuration_version` integer,
	`seq` integer,
	PRIMARY KEY(`restaurant_id`, `service_date`)
);
--> statement-breakpoint
CREATE TABLE `restaurants` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`group_id` integer NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`zone` text NOT NULL,
	`day_boundary` text NOT NULL,
	`cuisine` text DEFAULT '' NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`address` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`currency` text DEFAULT 'USD' NOT NULL,
	`jurisdiction` text,
	`location_hint` text,
	`settings` text NOT NULL,
	`configuration_version` integer DEFAULT 1 NOT NULL,
	`profile_version` integer DEFAULT 1 NOT NULL,
	`next_item_number` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `restaurants_slug_unique` ON `restaurants` (`slug`);--> statement-breakpoint
CREATE INDEX `restaurants_group` ON `restaurants` (`group_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`cookie_hash` text,
	`refresh_hash` text NOT NULL,
	`previous_refresh_hash` text,
	`previous_valid_until` integer,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_cookie_hash_unique` ON `sessions` (`cookie_hash`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` text NOT NULL,
	`channel` text NOT NULL,
	`template` text NOT NULL,
	`restaurant_id` integer NOT NULL,
	`reservation_id` integer,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`body_text` text NOT NULL,
	`body_html` text,
	`due_at` integer NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`sent_at` integer,
	`error` text,
	`provider_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`event_id`,`channel`,`template`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`next_attempt_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `deliveries_reservation` ON `deliveries` (`reservation_id`);--> statement-breakpoint
CREATE TABLE `digests` (
	`restaurant_id` integer NOT NULL,
	`service_date` text NOT NULL,
	`channel` text NOT NULL,
	`configuration_version` integer NOT NULL,
	`seq` integer NOT NULL,
	`starts` text NOT NULL,
	`starts_at` text NOT NULL,
	`bits` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`restaurant_id`, `service_date`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `guests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`group_id` integer NOT NULL,
	`restaurant_id` integer NOT NULL,
	`name` text NOT NULL,
	`phone_digits` text NOT NULL,
	`email` text,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `guests_phone` ON `guests` (`restaurant_id`,`phone_digits`);--> statement-breakpoint
CREATE INDEX `guests_email` ON `guests` (`restaurant_id`,`email`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`event_id` text PRIMARY KEY NOT NULL,
	`restaurant_id` integer NOT NULL,
	`service_date` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`reservation_id` integer,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`expanded_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_unexpanded` ON `outbox` (`created_at`) WHERE expanded_at IS NULL;--> statement-breakpoint
CREATE INDEX `outbox_reservation` ON `outbox` (`reservation_id`);--> statement-breakpoint
CREATE TABLE `projection_failures` (
	`event_id` text PRIMARY KEY NOT NULL,
	`restaurant_id` integer NOT NULL,
	`service_date` text NOT NULL,
	`error` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `projection_failures_day` ON `projection_failures` (`restaurant_id`,`service_date`);--> statement-breakpoint
CREATE TABLE `reservations` (
	`id` integer PRIMARY KEY NOT NULL,
	`restaurant_id` integer NOT NULL,
	`version` integer NOT NULL,
	`service_date` text NOT NULL,
	`status` text NOT NULL,
	`source` text NOT NULL,
	`starts_at` integer NOT NULL,
	`time` text NOT NULL,
	`party_size` integer NOT NULL,
	`duration_minutes` integer NOT NULL,
	`table_ids` text NOT NULL,
	`confirmation_number` text NOT NULL,
	`guest_id` integer,
	`guest_name` text NOT NULL,
	`guest_phone` text NOT NULL,
	`guest_email` text,
	`name_search` text NOT NULL,
	`phone_digits` text NOT NULL,
	`special_requests` text,
	`occasion` text,
	`notes` text,
	`preferred` text NOT NULL,
	`arrived_at` integer,
	`seated_at` integer,
	`completed_at` integer,
	`late` integer DEFAULT false NOT NULL,
	`conflict` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reservations_date` ON `reservations` (`restaurant_id`,`service_date`,`starts_at`);--> statement-breakpoint
CREATE INDEX `reservations_status` ON `reservations` (`restaurant_id`,`status`,`service_date`);--> statement-breakpoint
CREATE INDEX `reservations_name` ON `reservations` (`restaurant_id`,`name_search`);--> statement-breakpoint
CREATE INDEX `reservations_phone` ON `reservations` (`restaurant_id`,`phone_digits`);--> statement-breakpoint
CREATE INDEX `reservations_confirmation` ON `reservations` (`restaurant_id`,`confirmation_number`);