import type { AccountReservation } from '#contract';

interface StatusBadge {
  readonly text: string;
  readonly kind: 'calm' | 'success' | 'warning';
}

/** What is worth a word beside a booking; nothing for one that simply took place. */
export function badgeOf(status: AccountReservation['status']): StatusBadge | null {
  return badges[status];
}

const badges: Record<AccountReservation['status'], StatusBadge | null> = {
  pending: { text: 'Waiting for the restaurant', kind: 'warning' },
  confirmed: { text: 'Confirmed', kind: 'success' },
  seated: { text: 'At the table', kind: 'success' },
  completed: null,
  cancelled: { text: 'Cancelled', kind: 'calm' },
  no_show: { text: 'Missed', kind: 'calm' },
};
