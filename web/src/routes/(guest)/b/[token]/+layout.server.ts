import { findBooking } from '#lib/guest/manage-booking.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ fetch, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  return findBooking(fetch, params.token);
};
