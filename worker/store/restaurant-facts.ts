/**
 * What every request needs to know of its restaurant, cached per isolate: the only D1 read on a booking's path, and only
 * the first time. Old facts are served while new ones are fetched behind the answer.
 */
import { eq } from 'drizzle-orm';
import type { SecurityPolicy } from '../domain/security-policy.ts';
import type { ServiceSettings } from '../domain/service/configuration.ts';
import type { Env } from '../env.ts';
import { BoundedMap } from './bounded-map.ts';
import { isTransient } from './d1-errors.ts';
import { directory } from './database.ts';
import { groups, restaurants } from './schema/directory.ts';

export interface RestaurantFacts {
  readonly restaurantId: number;
  readonly groupId: number;
  readonly groupName: string;
  /** What the group asks of its people; null: the usual. */
  readonly security: SecurityPolicy | null;
  /** Guests are the same person at every location of the group. */
  readonly sharesGuests: boolean;
  readonly name: string;
  readonly slug: string;
  /** IANA zone, `Europe/Paris`. */
  readonly zone: string;
  readonly dayBoundary: string;
  /** Where its objects must live; never changes, because another one would be another object. */
  readonly jurisdiction: 'eu' | 'us' | null;
  readonly locationHint: DurableObjectLocationHint | null;
  readonly settings: ServiceSettings;
  readonly configurationVersion: number;
  readonly profileVersion: number;
  readonly cuisine: string;
  readonly description: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly currency: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface Remembered {
  readonly facts: RestaurantFacts;
  readonly readAt: number;
}

const freshMs = 30_000;
/** After a longer silence the facts are too old to answer with while asking. */
const usableMs = 600_000;
/** A guessed id costs a read again soon, and never hides a restaurant that was just created for long. */
const missingMs = 5_000;
const remembered = new BoundedMap<number, Remembered>(5_000);
/** When an id was last looked for in vain. Apart from the others, so that guessing ids pushes no restaurant out. */
const missing = new BoundedMap<number, number>(1_000);

/**
 * The facts of a restaurant, or null when there is none. With a `ctx` facts older than 30 s are answered at once and
 * refreshed behind the answer; `fresh` reads D1 in any case (before a refusal that old facts could cause).
 */
export async function restaurantFacts(
  env: Env,
  restaurantId: number,
  options: { readonly ctx?: ExecutionContext; readonly fresh?: boolean } = {},
): Promise<RestaurantFacts | null> {
  if (options.fresh === true) return readFacts(env, restaurantId);
  if (Date.now() - (missing.get(restaurantId) ?? 0) < missingMs) return null;
  const known = remembered.get(restaurantId);
  if (known === undefined) return readFacts(env, restaurantId);
  const age = Date.now() - known.readAt;
  if (age < freshMs) return known.facts;
  if (options.ctx === undefined || age > usableMs) {
    return readFacts(env, restaurantId).catch((error: unknown) => {
      // While D1 is away the room goes on with what was known of it.
      if (isTransient(error)) return known.facts;
      throw error;
    });
  }
  // Marked as read now, so that the requests of the meantime do not all ask.
  remembered.set(restaurantId, { facts: known.facts, readAt: Date.now() });
  options.ctx.waitUntil(
    readFacts(env, restaurantId).catch(() => {
      remembered.set(restaurantId, known);
    }),
  );
  return known.facts;
}

/** After a write of one's own: the next request reads what was written. */
export function forgetFacts(restaurantId: number): void {
  remembered.delete(restaurantId);
  missing.delete(restaurantId);
}

async function readFacts(env: Env, restaurantId: number): Promise<RestaurantFacts | null> {
  const row = await directory(env)
    .select(factsColumns)
    .from(restaurants)
    .innerJoin(groups, eq(groups.id, restaurants.groupId))
    .where(eq(restaurants.id, restaurantId))
    .get();
  if (row === undefined) {
    remembered.delete(restaurantId);
    missing.set(restaurantId, Date.now());
    return null;
  }
  missing.delete(restaurantId);
  remembered.set(restaurantId, { facts: row, readAt: Date.now() });
  return row;
}

/** The columns of `RestaurantFacts`, for queries that join `groups`. */
export const factsColumns = {
  restaurantId: restaurants.id,
  groupId: restaurants.groupId,
  groupName: groups.name,
  security: groups.security,
  sharesGuests: groups.sharesGuests,
  name: restaurants.name,
  slug: restaurants.slug,
  zone: restaurants.zone,
  dayBoundary: restaurants.dayBoundary,
  jurisdiction: restaurants.jurisdiction,
  locationHint: restaurants.locationHint,
  settings: restaurants.settings,
  configurationVersion: restaurants.configurationVersion,
  profileVersion: restaurants.profileVersion,
  cuisine: restaurants.cuisine,
  description: restaurants.description,
  address: restaurants.address,
  phone: restaurants.phone,
  email: restaurants.email,
  currency: restaurants.currency,
  createdAt: restaurants.createdAt,
  updatedAt: restaurants.updatedAt,
};
