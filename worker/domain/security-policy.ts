import type { QuietHours } from './time/quiet-hours.ts';

/** What a group asks of the people who work in it. */
export interface SecurityPolicy {
  /** Everybody, nobody, or those who may change people and settings: a code from an app or a passkey. */
  readonly secondFactor: 'nobody' | 'managers' | 'everybody';
  /** A session that lies unused for so long ends. */
  readonly idleHours: number;
  /** A session ends after so long, however much it is used. */
  readonly absoluteDays: number;
  /** Between these wall times no mail goes to staff that can wait; null: never quiet. */
  readonly quietHours: QuietHours | null;
}

export const defaultSecurityPolicy: SecurityPolicy = {
  secondFactor: 'nobody',
  idleHours: 24 * 14,
  absoluteDays: 30,
  quietHours: null,
};

/** With several groups the strictest counts. */
export function strictest(policies: readonly SecurityPolicy[]): SecurityPolicy {
  const order = ['nobody', 'managers', 'everybody'] as const;
  return policies.reduce(
    (one, other) => ({
      secondFactor: order[Math.max(order.indexOf(one.secondFactor), order.indexOf(other.secondFactor))] ?? 'everybody',
      idleHours: Math.min(one.idleHours, other.idleHours),
      absoluteDays: Math.min(one.absoluteDays, other.absoluteDays),
      quietHours: one.quietHours ?? other.quietHours,
    }),
    defaultSecurityPolicy,
  );
}
