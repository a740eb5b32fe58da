/** Reading the audit. What concerns a whole group is shown to who may read all of it, the rest by restaurant. */
import { type SQL, aliasedTable, and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { auditEntries, restaurants } from './schema/directory.ts';
import { users } from './schema/people.ts';

export interface AuditFilter {
  readonly groupId: number;
  /** Null: everything of the group, also what concerns no single restaurant. */
  readonly restaurantIds: readonly number[] | null;
  /** Epoch milliseconds, the first that counts and the first that does not. */
  readonly from: number | null;
  readonly until: number | null;
  readonly action: string | null;
  readonly actorUserId: number | null;
}

export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly action: string;
  readonly actorName: string | null;
  readonly actingName: string | null;
  readonly subjectName: string | null;
  readonly restaurantId: number | null;
  readonly restaurantName: string | null;
  readonly address: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** The newest first; `before` is the last row seen, null to begin at the top. */
export async function readAudit(
  env: Env,
  filter: AuditFilter,
  before: Pick<AuditRow, 'at' | 'id'> | null,
  limit: number,
): Promise<AuditRow[]> {
  const [actor, acting, subject] = [
    aliasedTable(users, 'actor'),
    aliasedTable(users, 'acting'),
    aliasedTable(users, 'subject'),
  ];
  return directory(env)
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      actorName: actor.name,
      actingName: acting.name,
      subjectName: subject.name,
      restaurantId: auditEntries.restaurantId,
      restaurantName: restaurants.name,
      address: auditEntries.address,
      before: auditEntries.before,
      after: auditEntries.after,
    })
    .from(auditEntries)
    .leftJoin(actor, eq(actor.id, auditEntries.actorUserId))
    .leftJoin(acting, eq(acting.id, auditEntries.actingUserId))
    .leftJoin(subject, eq(subject.id, auditEntries.subjectUserId))
    .leftJoin(restaurants, eq(restaurants.id, auditEntries.restaurantId))
    .where(and(isAsked(filter), before === null ? undefined : isEarlier(before)))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(limit);
}

function isAsked({ groupId, restaurantIds, from, until, action, actorUserId }: AuditFilter): SQL | undefined {
  const there = sql`${auditEntries.restaurantId} IN (SELECT value FROM json_each(${JSON.stringify(restaurantIds)}))`;
  return and(
    eq(auditEntries.groupId, groupId),
    restaurantIds === null ? undefined : there,
    from === null ? undefined : gte(auditEntries.at, from),
    until === null ? undefined : lt(auditEntries.at, until),
    action === null ? undefined : eq(auditEntries.action, action),
    actorUserId === null ? undefined : eq(auditEntries.actorUserId, actorUserId),
  );
}

function isEarlier({ at, id }: Pick<AuditRow, 'at' | 'id'>): SQL {
  return sql`(${auditEntries.at}, ${auditEntries.id}) < (${at}, ${id})`;
}
