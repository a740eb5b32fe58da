/**
 * Guests as staff read them. Where a group shares its guests, those of its locations with the same phone (or, without
 * one, the same e-mail address) are one person, and the oldest row stands for all.
 */
import { type SQL, and, asc, desc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import type { ReservationRow } from './reservations.ts';
import { guests, reservations } from './schema/group.ts';
import { digitsOf, foldName } from './search-text.ts';

/** Where one looks from. */
export interface GuestScope {
  readonly groupId: number;
  readonly restaurantId: number;
  readonly sharesGuests: boolean;
}

export type GuestRow = typeof guests.$inferSelect;

/** Counts of bookings, of the whole group where it shares its guests. */
export interface GuestVisits {
  readonly guestId: number;
  readonly visits: number;
  readonly lastVisitDate: string | null;
  readonly noShows: number;
  readonly cancellations: number;
  readonly upcoming: number;
}

export interface GuestFilter {
  readonly q?: string | undefined;
  /** The last one seen. */
  readonly after: Pick<GuestRow, 'nameSearch' | 'id'> | null;
  readonly limit: number;
}

const digitsSearchedMin = 3;

/** By name; `q` is a part of the name, the phone number or the e-mail address. */
export async function listGuests(database: GroupDatabase, scope: GuestScope, filter: GuestFilter): Promise<GuestRow[]> {
  const { q, after, limit } = filter;
  const { nameSearch, id } = guests;
  return database
    .select()
    .from(guests)
    .where(
      and(
        isWithin(scope),
        scope.sharesGuests ? isOldest() : undefined,
        q === undefined || q === '' ? undefined : says(q),
        after === null
          ? undefined
          : or(gt(nameSearch, after.nameSearch), and(eq(nameSearch, after.nameSearch), gt(id, after.id))),
      ),
    )
    .orderBy(asc(nameSearch), asc(id))
    .limit(limit);
}

/** The guest, by the oldest row of the same person; null for who is not to be seen from here. */
export async function findGuest(database: GroupDatabase, scope: GuestScope, guestId: number): Promise<GuestRow | null> {
  const row = await database
    .select()
    .from(guests)
    .where(and(eq(guests.id, guestId), isWithin(scope)))
    .get();
  if (row === undefined || !scope.sharesGuests) return row ?? null;
  const same =
    row.phoneDigits !== ''
      ? eq(guests.phoneDigits, row.phoneDigits)
      : row.email !== null
        ? and(eq(guests.phoneDigits, ''), eq(guests.email, row.email))
        : eq(guests.id, row.id);
  const oldest = await database
    .select()
    .from(guests)
    .where(and(eq(guests.groupId, scope.groupId), same))
    .orderBy(asc(guests.id))
    .limit(1)
    .get();
  return oldest ?? row;
}

/** Of guests (at most a page) that have ever booked. */
export async function visitsOf(
  database: GroupDatabase,
  scope: GuestScope,
  guestIds: readonly number[],
): Promise<Map<number, GuestVisits>> {
  const came = sql`r.status IN ('seated', 'completed')`;
  const rows = await database.all<GuestVisits>(sql`
    ${samePeople(scope, guestIds)}
    SELECT same.guest AS guestId, sum(${came}) AS visits,
      max(CASE WHEN ${came} THEN r.service_date END) AS lastVisitDate,
      sum(r.status = 'no_show') AS noShows, sum(r.status = 'cancelled') AS cancellations,
      sum(r.status IN ('pending', 'confirmed')) AS upcoming
    FROM same JOIN reservations r ON r.guest_id = same.other
    WHERE ${isVisible(scope)}
    GROUP BY same.guest`);
  return new Map(rows.map((row) => [row.guestId, row]));
}

/** The phone numbers as they were written in the latest bookings, by guest. */
export async function phonesOf(
  database: GroupDatabase,
  scope: GuestScope,
  guestIds: readonly number[],
): Promise<Map<number, string>> {
  // With a single max() SQLite takes the other columns from that row.
  const rows = await database.all<{ readonly guestId: number; readonly phone: string }>(sql`
    ${samePeople(scope, guestIds)}
    SELECT same.guest AS guestId, r.guest_phone AS phone, max(r.starts_at)
    FROM same JOIN reservations r ON r.guest_id = same.other
    WHERE r.guest_phone <> '' AND ${isVisible(scope)}
    GROUP BY same.guest`);
  return new Map(rows.map(({ guestId, phone }) => [guestId, phone]));
}

/** A guest's bookings at some restaurants, the latest first. */
export async function bookingsOfGuest(
  database: GroupDatabase,
  scope: GuestScope,
  guestId: number,
  restaurantIds: readonly number[],
  limit: number,
): Promise<ReservationRow[]> {
  const others = await database.all<{ readonly other: number }>(
    sql`${samePeople(scope, [guestId])} SELECT other FROM same`,
  );
  const ids = others.map(({ other }) => other);
  const among = (list: readonly number[]) => sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
  return database
    .select()
    .from(reservations)
    .where(and(inArray(reservations.guestId, among(ids)), inArray(reservations.restaurantId, among(restaurantIds))))
    .orderBy(desc(reservations.startsAt), desc(reservations.id))
    .limit(limit);
}

function isWithin({ groupId, restaurantId, sharesGuests }: GuestScope): SQL {
  return sharesGuests ? eq(guests.groupId, groupId) : eq(guests.restaurantId, restaurantId);
}

/** Once a group has shared its guests, somebody's bookings may lie at places that no longer see each other's. */
function isVisible({ restaurantId, sharesGuests }: GuestScope): SQL {
  return sharesGuests ? sql`true` : sql`r.restaurant_id = ${restaurantId}`;
}

function isOldest(): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM guests older WHERE older.group_id = ${guests.groupId}
      AND older.phone_digits = ${guests.phoneDigits} AND older.phone_digits <> '' AND older.id < ${guests.id})
    AND NOT EXISTS (SELECT 1 FROM guests older WHERE older.group_id = ${guests.groupId} AND ${guests.phoneDigits} = ''
      AND older.email = ${guests.email} AND older.phone_digits = '' AND older.id < ${guests.id})`;
}

function says(q: string): SQL | undefined {
  const digits = digitsOf(q);
  return or(
    sql`instr(${guests.nameSearch}, ${foldName(q)}) > 0`,
    digits.length >= digitsSearchedMin ? sql`instr(${guests.phoneDigits}, ${digits}) > 0` : undefined,
    sql`instr(${guests.email}, ${q.toLowerCase()}) > 0`,
  );
}

/** `same (guest, other)`: each guest with every row that is the same person. A join for each index. */
function samePeople({ groupId, sharesGuests }: GuestScope, guestIds: readonly number[]): SQL {
  const asked = sql`asked AS (SELECT id, phone_digits, email FROM guests
    WHERE id IN (SELECT value FROM json_each(${JSON.stringify(guestIds)})))`;
  if (!sharesGuests) return sql`WITH ${asked}, same AS (SELECT id AS guest, id AS other FROM asked)`;
  return sql`WITH ${asked}, same AS (
    SELECT id AS guest, id AS other FROM asked
    UNION SELECT asked.id, o.id FROM asked
      JOIN guests o ON o.group_id = ${groupId} AND o.phone_digits = asked.phone_digits WHERE asked.phone_digits <> ''
    UNION SELECT asked.id, o.id FROM asked
      JOIN guests o ON o.group_id = ${groupId} AND o.email = asked.email
      WHERE asked.phone_digits = '' AND o.phone_digits = '')`;
}
