CREATE TABLE `house_models` (
	`restaurant_id` integer PRIMARY KEY NOT NULL,
	`learned_at` integer,
	`model` text,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `house_models_due` ON `house_models` (`due_at`);