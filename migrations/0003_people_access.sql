ALTER TABLE `custom_roles` ADD `for_key` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_user_id`) WHERE person_user_id IS NOT NULL;