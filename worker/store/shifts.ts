/** Who works when. Nobody works two shifts at once, wherever in the group: the writes look at what was read for it. */
import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type AuditNote, auditStatement } from './audit.ts';
import { isGuardMiss } from './d1-errors.ts';
import { directory } from './database.ts';
import { rowsFromJson } from './json-rows.ts';
import { restaurants } from './schema/directory.ts';
import { customRoles, memberships, users } from './schema/people.ts';
import { sections, shifts } from './schema/work.ts';

export type ShiftRow = typeof shifts.$inferSelect;
export type NewShift = Omit<ShiftRow, 'id' | 'version'>;
export type NamedShift = ShiftRow & { readonly personName: string; readonly sectionName: string | null };

export async function listShifts(env: Env, restaurantId: number, from: string, to: string): Promise<NamedShift[]> {
  return namedShifts(
    env,
    and(eq(shifts.restaurantId, restaurantId), gte(shifts.serviceDate, from), lte(shifts.serviceDate, to)),
  );
}

export async function findShift(env: Env, restaurantId: number, shiftId: number): Promise<NamedShift | null> {
  const [row] = await namedShifts(env, and(eq(shifts.restaurantId, restaurantId), eq(shifts.id, shiftId)));
  return row ?? null;
}

async function namedShifts(env: Env, where: ReturnType<typeof and>): Promise<NamedShift[]> {
  const rows = await directory(env)
    .select({ shift: shifts, personName: sql<string>`${users.name}`.as('person_name'), sectionName: sectionName() })
    .from(shifts)
    .innerJoin(users, eq(users.id, shifts.userId))
    .leftJoin(sections, eq(sections.id, shifts.sectionId))
    .where(where)
    .orderBy(asc(shifts.serviceDate), asc(shifts.startTime), asc(users.name), asc(shifts.id));
  return rows.map(({ shift, ...names }) => ({ ...shift, ...names }));
}

function sectionName() {
  return sql<string | null>`${sections.name}`.as('section_name');
}

interface House {
  readonly restaurantId: number;
  readonly groupId: number;
}

export interface Worker {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Whoever has a role here, by name: at this restaurant or in the whole group. */
export async function workersOf(env: Env, { restaurantId, groupId }: House): Promise<Worker[]> {
  const rows = await directory(env)
    .select({
      id: users.id,
      name: users.name,
      role: memberships.role,
      customName: sql<string | null>`${customRoles.name}`.as('custom_name'),
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(customRoles, eq(customRoles.id, memberships.customRoleId))
    .where(
      and(
        or(eq(memberships.restaurantId, restaurantId), eq(memberships.groupId, groupId)),
        isNull(memberships.suspendedAt),
        eq(users.kind, 'person'),
        isNull(users.closedAt),
      ),
    )
    .orderBy(asc(users.name), asc(users.id));
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, held]) => ({
    id,
    name: held[0]?.name ?? '',
    roles: [...new Set(held.map(({ role, customName }) => customName ?? role))],
  }));
}

export interface PlacedShift extends ShiftRow {
  readonly zone: string;
  readonly dayBoundary: string;
}

/** The shifts of some people in the whole group, with the clocks that they go by. */
export async function shiftsOfPeople(
  env: Env,
  groupId: number,
  userIds: readonly number[],
  from: string,
  to: string,
): Promise<PlacedShift[]> {
  const rows = await directory(env)
    .select({ shift: shifts, zone: restaurants.zone, dayBoundary: restaurants.dayBoundary })
    .from(shifts)
    .innerJoin(restaurants, eq(restaurants.id, shifts.restaurantId))
    .where(
      and(
        eq(restaurants.groupId, groupId),
        inArray(shifts.userId, among(userIds)),
        gte(shifts.serviceDate, from),
        lte(shifts.serviceDate, to),
      ),
    )
    .orderBy(asc(shifts.id));
  return rows.map(({ shift, ...clock }) => ({ ...shift, ...clock }));
}

/** What a write was decided on: the shifts of some people in a span of dates. */
export interface ShiftsRead {
  readonly groupId: number;
  readonly userIds: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly shifts: readonly ShiftRow[];
}

/** The new shifts' ids; null when somebody else changed these people's shifts meanwhile. */
export async function addShifts(
  env: Env,
  added: readonly NewShift[],
  read: ShiftsRead,
  audit: AuditNote,
  now: number,
): Promise<number[] | null> {
  const database = directory(env);
  const rows = added.map((shift) => ({ ...shift, id: null, version: 1 }));
  const duty = sql`CASE WHEN ${isUnchanged(read)} THEN json_extract(value, '$.duty') END`;
  return unlessChanged(async () => {
    const [written] = await database.batch([
      database
        .insert(shifts)
        .select(rowsFromJson(shifts, rows, { duty }))
        .returning({ id: shifts.id }),
      auditStatement(database, audit, now),
    ]);
    return written.map(({ id }) => id);
  });
}

/** False when somebody else changed this shift, or others of the person, meanwhile. */
export async function changeShift(
  env: Env,
  present: ShiftRow,
  changes: Partial<NewShift>,
  read: ShiftsRead,
  audit: AuditNote,
  now: number,
): Promise<boolean> {
  const database = directory(env);
  const { id, version } = present;
  const { duty } = { ...present, ...changes };
  const done = await unlessChanged(async () => {
    await database.batch([
      database
        .update(shifts)
        .set({
          ...changes,
          duty: sql`CASE WHEN ${isUnchanged(read)} THEN ${duty} END`,
          version: sql`CASE WHEN version = ${version} THEN ${version + 1} END`,
          updatedAt: now,
        })
        .where(eq(shifts.id, id)),
      auditStatement(database, audit, now),
    ]);
    return true;
  });
  return done === true;
}

export async function removeShift(env: Env, shiftId: number, audit: AuditNote, now: number): Promise<void> {
  const database = directory(env);
  await database.batch([database.delete(shifts).where(eq(shifts.id, shiftId)), auditStatement(database, audit, now)]);
}

function isUnchanged({ groupId, userIds, from, to, shifts: read }: ShiftsRead) {
  const stamp = read.map(({ id, version }) => `${id}.${version}`).join(' ');
  return sql`(SELECT coalesce(group_concat(stamp, ' '), '') FROM (
    SELECT s.id || '.' || s.version AS stamp FROM shifts s
    WHERE s.user_id IN ${among(userIds)} AND s.service_date BETWEEN ${from} AND ${to}
      AND s.restaurant_id IN (SELECT id FROM restaurants WHERE group_id = ${groupId})
    ORDER BY s.id)) = ${stamp}`;
}

function among(ids: readonly number[]) {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}

async function unlessChanged<T>(write: () => Promise<T>): Promise<T | null> {
  try {
    return await write();
  } catch (error) {
    if (isGuardMiss(error, 'shifts.duty') || isGuardMiss(error, 'shifts.version')) return null;
    throw error;
  }
}
