import type { ReservationSource, ReservationStatus } from '#contract';

export const statusWords: Readonly<Record<ReservationStatus, string>> = {
  pending: 'To confirm',
  confirmed: 'Confirmed',
  seated: 'Seated',
  completed: 'Left',
  no_show: 'No-show',
  cancelled: 'Cancelled',
};

export const statusKinds: Readonly<Record<ReservationStatus, 'calm' | 'accent' | 'success' | 'warning' | 'danger'>> = {
  pending: 'warning',
  confirmed: 'accent',
  seated: 'success',
  completed: 'calm',
  no_show: 'danger',
  cancelled: 'calm',
};

export const sourceWords: Readonly<Record<ReservationSource, string>> = {
  online: 'Online',
  phone: 'Phone',
  walk_in: 'Walk-in',
  waitlist: 'Waitlist',
  partner: 'Partner',
  api: 'API',
};

/** Who came without a booking: straight to a table or by way of the waitlist. */
export function cameByThemselves(source: ReservationSource): boolean {
  return source === 'walk_in' || source === 'waitlist';
}
