import { eq } from 'drizzle-orm';
import type { ServiceSettings } from '../domain/service/configuration.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import type { Directory } from './database.ts';
import { restaurants } from './schema/directory.ts';

export function updateSettings(
  database: Directory,
  restaurantId: number,
  settings: ServiceSettings,
): DirectoryStatement {
  return database.update(restaurants).set({ settings }).where(eq(restaurants.id, restaurantId));
}
