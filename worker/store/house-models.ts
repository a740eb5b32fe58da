/** What restaurants have learned from their past: the past itself, the models, and which are to be learned next. */
import { eq, sql } from 'drizzle-orm';
import { type HouseModel, modelForm } from '../domain/forecast/house-model.ts';
import type { PastEntry } from '../domain/forecast/past-party.ts';
import type { Env } from '../env.ts';
import { BoundedMap } from './bounded-map.ts';
import { tellDays } from './configuration-jobs.ts';
import { type GroupDatabase, directory } from './database.ts';
import { forgetFacts } from './restaurant-facts.ts';
import { houseModels } from './schema/directory.ts';

export interface LearnedHouse {
  readonly model: HouseModel;
  /** Epoch milliseconds. */
  readonly learnedAt: number;
}

/** Half a year of a large house; of a larger one the latest. */
const entriesMax = 20_000;
const freshMs = 600_000;

const remembered = new BoundedMap<number, { readonly learned: LearnedHouse | null; readonly readAt: number }>(500);

/**
 * What a restaurant has learned, or null while it has not; ten minutes old at most. Never asked on a booking's path:
 * what a day needs of it comes with its configuration.
 */
export async function learnedHouse(env: Env, restaurantId: number): Promise<LearnedHouse | null> {
  const known = remembered.get(restaurantId);
  if (known !== undefined && Date.now() - known.readAt < freshMs) return known.learned;
  const row = await directory(env)
    .select({ model: houseModels.model, learnedAt: houseModels.learnedAt })
    .from(houseModels)
    .where(eq(houseModels.restaurantId, restaurantId))
    .get();
  const { model = null, learnedAt = null } = row ?? {};
  // A model of another release is as good as none: the next night learns it anew.
  const learned = model === null || learnedAt === null || model.form !== modelForm ? null : { model, learnedAt };
  remembered.set(restaurantId, { learned, readAt: Date.now() });
  return learned;
}

/**
 * With `tellFrom` the open dates from there on are told, as of a change of configuration: for houses whose days decide on
 * what was learned. The next minute's cron tells them.
 */
export async function keepModel(
  env: Env,
  restaurantId: number,
  { model, learnedAt, dueAt, tellFrom }: LearnedHouse & { readonly dueAt: number; readonly tellFrom: string | null },
): Promise<void> {
  const database = directory(env);
  const row = { restaurantId, model, learnedAt, dueAt };
  const keep = database
    .insert(houseModels)
    .values(row)
    .onConflictDoUpdate({ target: houseModels.restaurantId, set: { model, learnedAt, dueAt } });
  if (tellFrom === null) {
    await keep;
  } else {
    const { moveOn, jobs } = tellDays(database, [restaurantId], { since: tellFrom, firstAttemptAt: learnedAt });
    await database.batch([keep, moveOn, jobs]);
    forgetFacts(restaurantId);
  }
  remembered.delete(restaurantId);
}

/**
 * Restaurants whose model is due, those that never had one first. Each becomes due again after `leaseMs`, should whoever
 * took it not finish: one that cannot be learned never keeps the others waiting.
 */
export async function takeDueHouses(
  env: Env,
  { now, leaseMs, limit }: { readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<number[]> {
  const rows = await directory(env).all<{ restaurantId: number }>(sql`
    INSERT INTO house_models (restaurant_id, due_at)
    SELECT r.id, ${now + leaseMs} FROM restaurants r LEFT JOIN house_models m ON m.restaurant_id = r.id
    WHERE m.restaurant_id IS NULL OR m.due_at <= ${now}
    ORDER BY m.due_at LIMIT ${limit}
    ON CONFLICT (restaurant_id) DO UPDATE SET due_at = excluded.due_at
    RETURNING restaurant_id AS restaurantId`);
  return rows.map(({ restaurantId }) => restaurantId);
}

/** The parties of the dates from `from` to before `until` that came, stayed away or called off; the latest first. */
export async function readHistory(
  database: GroupDatabase,
  restaurantId: number,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<PastEntry[]> {
  // Of a guest who is unknown, nothing is known. What happened on the same date before counts as well.
  const before = (status: string) => sql`CASE WHEN guest_id IS NULL THEN 0 ELSE coalesce(sum(status = ${status}) OVER (
    PARTITION BY guest_id ORDER BY starts_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) END`;
  return database.all<PastEntry>(sql`
    SELECT service_date AS serviceDate, time, party_size AS partySize, duration_minutes AS durationMinutes,
      starts_at AS startsAt, created_at AS createdAt, updated_at AS updatedAt, seated_at AS seatedAt,
      completed_at AS completedAt, source, status,
      ${before('completed')} AS priorVisits, ${before('no_show')} AS priorNoShows
    FROM (
      SELECT * FROM reservations
      WHERE restaurant_id = ${restaurantId} AND service_date >= ${from} AND service_date < ${until}
        AND status IN ('completed', 'no_show', 'cancelled')
      ORDER BY service_date DESC, starts_at DESC LIMIT ${entriesMax}
    )`);
}

export interface GuestPast {
  readonly reservationId: number;
  readonly priorVisits: number;
  readonly priorNoShows: number;
}

/** What the guests of a date's bookings did here since `from` and before that date, by reservation. */
export async function guestsPast(
  database: GroupDatabase,
  restaurantId: number,
  { date, from }: { readonly date: string; readonly from: string },
): Promise<ReadonlyMap<number, GuestPast>> {
  const rows = await database.all<GuestPast>(sql`
    SELECT r.id AS reservationId, coalesce(sum(p.status = 'completed'), 0) AS priorVisits,
      coalesce(sum(p.status = 'no_show'), 0) AS priorNoShows
    FROM reservations r
    LEFT JOIN reservations p ON p.guest_id = r.guest_id AND p.restaurant_id = r.restaurant_id
      AND p.service_date >= ${from} AND p.service_date < ${date}
    WHERE r.restaurant_id = ${restaurantId} AND r.service_date = ${date} AND r.status IN ('pending', 'confirmed')
    GROUP BY r.id`);
  return new Map(rows.map((row) => [row.reservationId, row]));
}
