/** Which dates have an object. Registering a date and reading the configuration are one batch: no change slips between. */
import { and, asc, eq, gte, ne } from 'drizzle-orm';
import type { RestaurantConfiguration } from '../domain/service/configuration.ts';
import { serviceSpan } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { assembleConfiguration, configurationStatements } from './configuration.ts';
import { directory } from './database.ts';
import type { RestaurantFacts } from './restaurant-facts.ts';
import { openDays } from './schema/directory.ts';

/**
 * Registers the date as open, once, and reads the configuration it opens with: whoever changes the configuration
 * afterwards finds the date registered and tells it.
 */
export async function openDay(env: Env, facts: RestaurantFacts, date: string): Promise<RestaurantConfiguration> {
  const { restaurantId, zone, dayBoundary } = facts;
  const database = directory(env);
  const { startsAt } = serviceSpan(date, zone, dayBoundary);
  const [, ...rows] = await database.batch([
    database.insert(openDays).values({ restaurantId, serviceDate: date, openedAt: Date.now() }).onConflictDoNothing(),
    ...configurationStatements(database, facts, startsAt),
  ]);
  return assembleConfiguration({ restaurantId, groupId: facts.groupId }, rows);
}

/** Whether the date has an object with something in it. Archived days answer from D1. */
export async function isDayOpened(env: Env, restaurantId: number, date: string): Promise<boolean> {
  const row = await directory(env)
    .select({ state: openDays.state })
    .from(openDays)
    .where(and(eq(openDays.restaurantId, restaurantId), eq(openDays.serviceDate, date)))
    .get();
  return row !== undefined && row.state !== 'archived';
}

/** The dates with an object from a date on, in order. */
export async function openedDatesFrom(env: Env, restaurantId: number, date: string): Promise<string[]> {
  const rows = await directory(env)
    .select({ serviceDate: openDays.serviceDate })
    .from(openDays)
    .where(
      and(eq(openDays.restaurantId, restaurantId), gte(openDays.serviceDate, date), ne(openDays.state, 'archived')),
    )
    .orderBy(asc(openDays.serviceDate));
  return rows.map((row) => row.serviceDate);
}

/** What a day says of itself when it projects. */
export async function markDay(
  env: Env,
  restaurantId: number,
  date: string,
  mark: {
    readonly state?: 'open' | 'closed' | 'archived';
    readonly configurationVersion?: number;
    readonly seq?: number;
  },
): Promise<void> {
  await directory(env)
    .update(openDays)
    .set(mark)
    .where(and(eq(openDays.restaurantId, restaurantId), eq(openDays.serviceDate, date)));
}
