import * as z from 'zod';
import { Id, PageQuery, PathId } from './common.ts';
import { ReservationStatus } from './reservations.ts';

/** A customer's own booking, at any place. */
export const AccountReservation = z
  .object({
    id: Id,
    restaurantId: Id,
    restaurantName: z.string(),
    restaurantSlug: z.string(),
    reservationDate: z.string(),
    reservationTime: z.string(),
    startsAt: z.string(),
    partySize: z.int(),
    status: ReservationStatus,
    confirmationNumber: z.string(),
    /** Changes and cancels it, like the link in its mail. */
    manageUrl: z.string(),
  })
  .meta({ id: 'AccountReservation' });
export type AccountReservation = z.infer<typeof AccountReservation>;

export const AccountReservationsQuery = PageQuery.extend({
  when: z.enum(['coming', 'past']).default('coming'),
  groupId: PathId.optional(),
});

/** The manage token proves that the booking is one's own. */
export const ClaimReservation = z.object({ manageToken: z.string().max(60) });
