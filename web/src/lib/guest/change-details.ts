import type { Call } from '#contract';
import type { BookingValues } from './booking-form.ts';
import type { Booking } from './manage-booking.ts';

type Change = Call<'PUT /api/reservations/{reservationId}/modify'>['body'];

/** The booking's own words, as the form shows them. */
export function valuesOf(booking: Booking): BookingValues {
  return {
    name: booking.guestInfo.name,
    phone: booking.guestInfo.phone,
    email: booking.guestInfo.email ?? '',
    occasion: booking.occasion ?? '',
    wishes: booking.preferredSeating ?? [],
    specialRequests: booking.guestInfo.specialRequests ?? '',
  };
}

/** The form as a change: what was emptied is taken out of the booking. */
export function detailsChange(values: BookingValues): Change {
  return {
    guestInfo: {
      name: values.name,
      phone: values.phone,
      email: values.email || null,
      specialRequests: values.specialRequests || null,
    },
    occasion: values.occasion || null,
    preferredSeating: [...values.wishes],
  };
}
