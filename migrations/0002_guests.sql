ALTER TABLE `guests` ADD `name_search` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `guests` SET `name_search` = lower(`name`);--> statement-breakpoint
CREATE INDEX `guests_name` ON `guests` (`restaurant_id`,`name_search`);--> statement-breakpoint
CREATE INDEX `guests_group_name` ON `guests` (`group_id`,`name_search`);--> statement-breakpoint
CREATE INDEX `reservations_guest` ON `reservations` (`guest_id`);