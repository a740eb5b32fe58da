import { calendarFile } from '#lib/guest/calendar-file.ts';
import { findBooking } from '#lib/guest/manage-booking.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ fetch, params, url }) => {
  const { booking, restaurant } = await findBooking(fetch, params.token);
  return new Response(calendarFile(booking, restaurant, `${url.origin}/b/${params.token}`), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${restaurant.slug}-${booking.reservationDate}.ics"`,
      'cache-control': 'private, no-store',
    },
  });
};
