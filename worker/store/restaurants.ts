import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { AuditNote } from './audit.ts';
import { isDuplicate, isGuardMiss } from './d1-errors.ts';
import { directory } from './database.ts';
import { type RestaurantFacts, factsColumns } from './restaurant-facts.ts';
import { areas, auditEntries, floorMaps, groups, restaurants } from './schema/directory.ts';

export type NewRestaurant = Omit<
  typeof restaurants.$inferInsert,
  'id' | 'configurationVersion' | 'profileVersion' | 'nextItemNumber'
>;
type Profile = Partial<
  Pick<NewRestaurant, 'name' | 'cuisine' | 'description' | 'address' | 'phone' | 'email' | 'zone' | 'dayBoundary'>
>;

export async function listRestaurants(
  env: Env,
  filter: { readonly groupId?: number | undefined; readonly slug?: string | undefined },
  afterId: number,
  limit: number,
): Promise<RestaurantFacts[]> {
  const { groupId, slug } = filter;
  return directory(env)
    .select(factsColumns)
    .from(restaurants)
    .innerJoin(groups, eq(groups.id, restaurants.groupId))
    .where(
      and(
        gt(restaurants.id, afterId),
        groupId === undefined ? undefined : eq(restaurants.groupId, groupId),
        slug === undefined ? undefined : eq(restaurants.slug, slug),
      ),
    )
    .orderBy(asc(restaurants.id))
    .limit(limit);
}

export async function restaurantsOfGroup(env: Env, groupId: number): Promise<number[]> {
  const rows = await directory(env)
    .select({ id: restaurants.id })
    .from(restaurants)
    .where(eq(restaurants.groupId, groupId))
    .orderBy(asc(restaurants.id));
  return rows.map(({ id }) => id);
}

/** Creates a restaurant with the area `main` and a first floor map. Null when the slug is taken. */
export async function createRestaurant(
  env: Env,
  restaurant: NewRestaurant,
  audit: Omit<AuditNote, 'restaurantId'>,
): Promise<number | null> {
  const database = directory(env);
  const { createdAt } = restaurant;
  // The restaurant's id is known only inside the batch, by its slug, which is unique.
  const id = sql`(SELECT id FROM restaurants WHERE slug = ${restaurant.slug})`;
  const map = {
    name: 'Main Dining',
    width: 1200,
    height: 800,
    staticElements: [],
    createdAt,
    updatedAt: createdAt,
  };
  try {
    const [[created]] = await database.batch([
      database.insert(restaurants).values(restaurant).returning({ id: restaurants.id }),
      database.insert(areas).values({ restaurantId: id, key: 'main', name: 'Main' }),
      database.insert(floorMaps).values({ restaurantId: id, ...map }),
      database.insert(auditEntries).values({ ...audit, restaurantId: id, at: createdAt }),
    ]);
    return created?.id ?? null;
  } catch (error) {
    if (isDuplicate(error, 'restaurants.slug')) return null;
    throw error;
  }
}

/**
 * Changes the profile at the version given. Zone and day boundary are refused while a date is open, since its object
 * has them in everything it ever said; they count as configuration.
 */
export async function updateProfile(
  env: Env,
  facts: Pick<RestaurantFacts, 'restaurantId' | 'profileVersion'>,
  changes: Profile,
  audit: AuditNote,
  now: number,
): Promise<'done' | 'stale' | 'days_open'> {
  const database = directory(env);
  const { restaurantId, profileVersion } = facts;
  const isConfiguration = changes.zone !== undefined || changes.dayBoundary !== undefined;
  const noDayOpen = sql`NOT EXISTS (SELECT 1 FROM open_days WHERE restaurant_id = ${restaurantId} AND state = 'open')`;
  try {
    await database.batch([
      database
        .update(restaurants)
        .set({
          ...changes,
          profileVersion: sql`CASE WHEN profile_version = ${profileVersion} THEN ${profileVersion + 1} END`,
          ...(isConfiguration
            ? { configurationVersion: sql`CASE WHEN ${noDayOpen} THEN configuration_version + 1 END` }
            : {}),
          updatedAt: now,
        })
        .where(eq(restaurants.id, restaurantId)),
      database.insert(auditEntries).values({ ...audit, at: now }),
    ]);
    return 'done';
  } catch (error) {
    if (isGuardMiss(error, 'restaurants.profile_version')) return 'stale';
    if (isGuardMiss(error, 'restaurants.configuration_version')) return 'days_open';
    throw error;
  }
}
