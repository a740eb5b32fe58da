/** Whose bookings they are: made while signed in, or claimed later. */
import { type SQL, and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type GroupDatabase, groupDatabases } from './database.ts';
import { rowsFromJson } from './json-rows.ts';
import { reservationOwners, reservations } from './schema/group.ts';

export type NewReservationOwner = typeof reservationOwners.$inferSelect;
type ReservationRow = typeof reservations.$inferSelect;

/** Whoever is first owns it: nothing is ever taken from anybody. */
export function ownerStatement(database: GroupDatabase, rows: readonly NewReservationOwner[]) {
  return database.insert(reservationOwners).select(rowsFromJson(reservationOwners, rows)).onConflictDoNothing();
}

/** Makes it theirs if it was nobody's. Answers whether it is theirs now. */
export async function claimReservation(database: GroupDatabase, owner: NewReservationOwner): Promise<boolean> {
  const { reservationId } = owner;
  const [, rows] = await database.batch([
    ownerStatement(database, [owner]),
    database.select().from(reservationOwners).where(eq(reservationOwners.reservationId, reservationId)),
  ]);
  return rows[0]?.userId === owner.userId;
}

/** Where somebody has bookings, in no order. */
export async function restaurantsBookedBy(env: Env, userId: number): Promise<number[]> {
  const found = await Promise.all(
    groupDatabases(env).map(async (database) =>
      database
        .selectDistinct({ restaurantId: reservations.restaurantId })
        .from(reservationOwners)
        .innerJoin(reservations, eq(reservations.id, reservationOwners.reservationId))
        .where(eq(reservationOwners.userId, userId)),
    ),
  );
  return [...new Set(found.flat().map(({ restaurantId }) => restaurantId))];
}

interface OwnedQuery {
  readonly userId: number;
  /** Expected and not over yet, the next one first; or all others, the latest first. */
  readonly when: 'coming' | 'past';
  /** The restaurants asked about, each with its present time in epoch milliseconds. */
  readonly clocks: ReadonlyMap<number, number>;
  readonly after: { readonly startsAt: number; readonly id: number } | null;
  readonly limit: number;
}

/** From every group's database, in one order. At most `limit`. */
export async function reservationsOwnedBy(env: Env, query: OwnedQuery): Promise<ReservationRow[]> {
  const pages = await Promise.all(groupDatabases(env).map((database) => pageOfOwned(database, query)));
  const sign = query.when === 'coming' ? 1 : -1;
  return pages
    .flat()
    .sort((one, other) => sign * (one.startsAt - other.startsAt || one.id - other.id))
    .slice(0, query.limit);
}

async function pageOfOwned(database: GroupDatabase, query: OwnedQuery): Promise<ReservationRow[]> {
  const { userId, when, after, limit } = query;
  const { startsAt, id } = reservations;
  const [order, further] = when === 'coming' ? [asc, gt] : [desc, lt];
  const beyond =
    after === null
      ? undefined
      : or(further(startsAt, after.startsAt), and(eq(startsAt, after.startsAt), further(id, after.id)));
  const rows = await database
    .select({ reservation: reservations })
    .from(reservationOwners)
    .innerJoin(reservations, eq(reservations.id, reservationOwners.reservationId))
    .where(and(eq(reservationOwners.userId, userId), isWhen(query), beyond))
    .orderBy(order(startsAt), order(id))
    .limit(limit);
  return rows.map(({ reservation }) => reservation);
}

function isWhen({ when, clocks }: OwnedQuery): SQL {
  const { status, startsAt, durationMinutes, restaurantId } = reservations;
  const now = sql`json_extract(${JSON.stringify(Object.fromEntries(clocks))}, '$."' || ${restaurantId} || '"')`;
  const coming = sql`(${status} IN ('pending', 'confirmed', 'seated') AND ${startsAt} + ${durationMinutes} * 60000 > ${now})`;
  return when === 'coming' ? sql`${now} IS NOT NULL AND ${coming}` : sql`${now} IS NOT NULL AND NOT ${coming}`;
}
