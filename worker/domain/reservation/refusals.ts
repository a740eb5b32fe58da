/**
 * Every way in which a day can say no. The list is closed: `api/problem.ts` maps each to a status and a text, and does
 * not compile when one is missing.
 */
export const refusalReasons = [
  // When: the date and time asked for
  'closed',
  'outside_service',
  'time_in_gap',
  'time_repeated',
  'in_the_past',
  'too_soon',
  'beyond_horizon',
  'day_closed',
  // Who: the party
  'party_too_large',
  'party_too_small',
  'no_table_with_features',
  // Room: capacity, in the order in which it is checked
  'pacing_covers',
  'pacing_parties',
  'no_table',
  'kept_for_demand',
  'day_full',
  // The table chosen by hand
  'unknown_table',
  'table_too_small',
  'table_taken',
  'table_blocked',
  'table_occupied',
  // The reservation and its state
  'unknown_reservation',
  'transition_not_allowed',
  'move_in_progress',
  'too_late_to_change',
  'hold_gone',
  'unknown_block',
  'configuration_outdated',
  'plan_outdated',
  'unknown_waitlist_entry',
  // Somebody else was faster
  'stale_edit',
  // Permission, as the day sees it
  'not_staff_here',
  'override_not_allowed',
  // The same request key with another body
  'key_reused',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

export interface Refusal {
  readonly ok: false;
  readonly reason: RefusalReason;
  /** One sentence a host would say, without personal details. */
  readonly detail: string;
  /** Start times of the same date that would work, nearest first. */
  readonly alternativeTimes?: readonly string[];
}

export function refuse(reason: RefusalReason, detail: string, alternativeTimes?: readonly string[]): Refusal {
  return alternativeTimes === undefined
    ? { ok: false, reason, detail }
    : { ok: false, reason, detail, alternativeTimes };
}
