import type { Call } from '#contract';

/** What the audit is narrowed to; every part stands in the address. */
export interface AuditFilters {
  /** Dates; empty: open at that end. */
  readonly from: string;
  readonly to: string;
  readonly action: string;
  readonly actorUserId: string;
  readonly restaurantId: string;
  readonly cursor: string;
}

export function readAuditFilters(search: URLSearchParams): AuditFilters {
  const matching = (name: string, pattern: RegExp): string => {
    const value = (search.get(name) ?? '').trim();
    return pattern.test(value) ? value : '';
  };
  return {
    from: matching('from', /^\d{4}-\d{2}-\d{2}$/),
    to: matching('to', /^\d{4}-\d{2}-\d{2}$/),
    action: matching('action', /^[a-z-]{1,60}$/),
    actorUserId: matching('actorUserId', /^[1-9]\d{0,15}$/),
    restaurantId: matching('restaurantId', /^[1-9]\d{0,15}$/),
    cursor: matching('cursor', /^.{1,400}$/),
  };
}

/** What the API is asked: without what was left empty. */
export function auditQuery(filters: AuditFilters): Call<'GET /api/groups/{groupId}/audit'>['query'] {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}
