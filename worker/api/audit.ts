/** Who changed what, for those who may know: on the screen as it was written, in a file with personal data masked. */
import type { AuditEntry } from '../contract/people.ts';
import { can } from '../domain/access.ts';
import { csvOf } from '../domain/csv.ts';
import { initialsOf, maskPersonal } from '../domain/mask-personal.ts';
import { instantText } from '../domain/time/service-date.ts';
import { type AuditFilter, type AuditRow, readAudit } from '../store/audit-log.ts';
import { readCursor, writeCursor } from '../store/list-cursor.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { ProblemAnswer, notFoundProblem } from './problem.ts';

const exportedMax = 5_000;
const dayMs = 86_400_000;
/** What the crons and the platform itself do has no person behind it. */
const nobody = 'maitred';

export const auditHandlers = {
  'GET /api/groups/{groupId}/audit': async (call) => {
    const filter = filterOf(call);
    if (filter instanceof ProblemAnswer) return filter;
    const { env, query } = call;
    const rows = await readAudit(env, filter, lastSeen(query.cursor), query.limit + 1);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const isMore = rows.length > query.limit && last !== undefined;
    return { items: page.map(entryView), nextCursor: isMore ? writeCursor([last.at, last.id]) : null };
  },

  'GET /api/groups/{groupId}/audit/export': async (call) => {
    const filter = filterOf(call);
    if (filter instanceof ProblemAnswer) return filter;
    const rows = await readAudit(call.env, filter, null, exportedMax);
    return { csv: csvOf([header, ...rows.map(maskedLine)]) };
  },
} satisfies Handlers;

/** Whoever may read the audit of the whole group sees all of it; others what happened at their restaurants. */
function filterOf({
  actor,
  group,
  query,
  restaurantIds,
}: ApiCall<'GET /api/groups/{groupId}/audit' | 'GET /api/groups/{groupId}/audit/export'>): AuditFilter | ProblemAnswer {
  const { restaurantId, from, to, action, actorUserId } = query;
  if (restaurantId !== undefined && !restaurantIds.includes(restaurantId)) return notFoundProblem('restaurant');
  const readsAll = can(actor.grants, 'audit.read', { restaurantId: null, groupId: group.id });
  const everywhere = readsAll ? null : restaurantIds;
  return {
    groupId: group.id,
    restaurantIds: restaurantId === undefined ? everywhere : [restaurantId],
    from: from === undefined ? null : Date.parse(from),
    until: to === undefined ? null : Date.parse(to) + dayMs,
    action: action ?? null,
    actorUserId: actorUserId ?? null,
  };
}

function lastSeen(cursor: string | undefined): { at: number; id: number } | null {
  const [at, id] = (cursor === undefined ? undefined : readCursor(cursor, 2)) ?? [];
  return typeof at === 'number' && typeof id === 'number' ? { at, id } : null;
}

function entryView(row: AuditRow): AuditEntry {
  const { id, at, action, actorName, actingName, subjectName, restaurantId, address, before, after } = row;
  return {
    id,
    at: instantText(at),
    action,
    actorName: actorName ?? nobody,
    actingName,
    subjectName,
    restaurantId,
    address,
    before,
    after,
  };
}

const header = ['at', 'action', 'by', 'acting', 'whom', 'restaurant', 'address', 'before', 'after'];

function maskedLine(row: AuditRow): (string | null)[] {
  const { actorName, actingName, subjectName } = row;
  const initials = (name: string | null): string | null => (name === null ? null : initialsOf(name));
  const masked = (value: unknown): string | null =>
    value === null ? null : JSON.stringify(maskPersonal(value, subjectName !== null));
  return [
    instantText(row.at),
    row.action,
    actorName === null ? nobody : initialsOf(actorName),
    initials(actingName),
    initials(subjectName),
    row.restaurantName,
    row.address,
    masked(row.before),
    masked(row.after),
  ];
}
