/** Projections of reservations: for lists over many dates, searches and reports. The day's object has the truth. */
import { type SQL, and, asc, desc, eq, gt, gte, inArray, lt, lte, or, sql } from 'drizzle-orm';
import type { ReservationQuery } from '../contract/reservations.ts';
import type { GroupDatabase } from './database.ts';
import { rowsFromJson, takeExcluded } from './json-rows.ts';
import { readCursor, writeCursor } from './list-cursor.ts';
import type { NewOutboxRow } from './outbox.ts';
import { type NewReservationOwner, ownerStatement } from './reservation-owners.ts';
import { outbox, reservations } from './schema/group.ts';
import { digitsOf, foldName } from './search-text.ts';
import { type WaitlistRow, waitlistStatement } from './waitlist.ts';

export type ReservationRow = typeof reservations.$inferSelect;
/** What a day writes; how it is searched follows from it. */
export type ReservationProjection = Omit<ReservationRow, 'nameSearch' | 'phoneDigits'>;

/**
 * One batch, all or nothing: the present state of reservations, never over a newer version of the same, a row per event
 * for whoever expands them, whose bookings they are, and the parties at the door. Sending the same batch again changes nothing.
 */
export async function projectReservations(
  database: GroupDatabase,
  rows: readonly ReservationProjection[],
  outboxRows: readonly NewOutboxRow[],
  owners: readonly NewReservationOwner[] = [],
  waitlist: readonly WaitlistRow[] = [],
): Promise<void> {
  const searchable = rows.map((row) => ({
    ...row,
    nameSearch: foldName(row.guestName),
    phoneDigits: digitsOf(row.guestPhone),
  }));
  const waiting = outboxRows.map((row) => ({ ...row, attempts: 0 }));
  await database.batch([
    database
      .insert(reservations)
      .select(rowsFromJson(reservations, searchable))
      .onConflictDoUpdate({
        target: reservations.id,
        set: takeExcluded(reservations, ['id']),
        setWhere: sql`excluded.version > reservations.version`,
      }),
    database.insert(outbox).select(rowsFromJson(outbox, waiting)).onConflictDoNothing(),
    ...(owners.length === 0 ? [] : [ownerStatement(database, owners)]),
    ...(waitlist.length === 0 ? [] : [waitlistStatement(database, waitlist)]),
  ]);
}

export async function findReservation(database: GroupDatabase, id: number): Promise<ReservationRow | null> {
  return (await database.select().from(reservations).where(eq(reservations.id, id)).get()) ?? null;
}

/** Those of the given reservations (at most 100 ids) that are known here, by id. */
export async function findReservations(
  database: GroupDatabase,
  ids: readonly number[],
): Promise<Map<number, ReservationRow>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .select()
    .from(reservations)
    .where(inArray(reservations.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

export interface ReservationPage {
  readonly rows: readonly ReservationRow[];
  readonly nextCursor: string | null;
}

/** A restaurant's reservations by filter, in the order asked for (by time). A cursor that is not ours starts at the top. */
export async function listReservations(
  database: GroupDatabase,
  restaurantId: number,
  query: ReservationQuery,
): Promise<ReservationPage> {
  const order = orderOf(query.sort ?? 'time');
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, order.columns.length);
  const rows = await database
    .select()
    .from(reservations)
    .where(and(eq(reservations.restaurantId, restaurantId), ...filtersOf(query), after && beyond(order, after)))
    .orderBy(...order.columns.map((column) => (order.descending ? desc(column) : asc(column))))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > query.limit && last ? writeCursor(order.valuesOf(last)) : null };
}

interface Order {
  readonly columns: readonly SQL[];
  readonly descending: boolean;
  readonly valuesOf: (row: ReservationRow) => (string | number)[];
}

function orderOf(sort: NonNullable<ReservationQuery['sort']>): Order {
  const descending = sort.startsWith('-');
  const { serviceDate, startsAt, nameSearch, partySize, id } = reservations;
  switch (sort) {
    case 'name':
    case '-name':
      return { columns: [sql`${nameSearch}`, sql`${id}`], descending, valuesOf: (row) => [row.nameSearch, row.id] };
    case 'partySize':
    case '-partySize':
      return { columns: [sql`${partySize}`, sql`${id}`], descending, valuesOf: (row) => [row.partySize, row.id] };
    case 'time':
    case '-time':
      return {
        columns: [sql`${serviceDate}`, sql`${startsAt}`, sql`${id}`],
        descending,
        valuesOf: (row) => [row.serviceDate, row.startsAt, row.id],
      };
  }
}

function filtersOf(query: ReservationQuery): (SQL | undefined)[] {
  const { date, from, to, status, name, q, partySize, source } = query;
  const { serviceDate } = reservations;
  return [
    date === undefined ? undefined : eq(serviceDate, date),
    from === undefined ? undefined : gte(serviceDate, from),
    to === undefined ? undefined : lte(serviceDate, to),
    status === undefined ? undefined : inArray(reservations.status, status),
    name === undefined ? undefined : nameContains(name),
    q === undefined ? undefined : anythingContains(q),
    partySize === undefined ? undefined : eq(reservations.partySize, partySize),
    source === undefined ? undefined : eq(reservations.source, source),
  ];
}

function nameContains(text: string): SQL {
  return sql`instr(${reservations.nameSearch}, ${foldName(text)}) > 0`;
}

/** Name, at least three digits of the phone number, or the confirmation number however it was typed. */
function anythingContains(text: string): SQL | undefined {
  const digits = digitsOf(text);
  const number = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return or(
    nameContains(text),
    digits.length >= 3 ? sql`instr(${reservations.phoneDigits}, ${digits}) > 0` : undefined,
    number.length === 8 ? eq(reservations.confirmationNumber, `${number.slice(0, 4)}-${number.slice(4)}`) : undefined,
  );
}

/** Rows behind the cursor's, column by column. */
function beyond({ columns: ordered, descending }: Order, values: readonly (string | number)[]): SQL | undefined {
  const further = descending ? lt : gt;
  return or(
    ...ordered.map((column, at) =>
      and(...ordered.slice(0, at).map((earlier, index) => eq(earlier, values[index])), further(column, values[at])),
    ),
  );
}
