import * as z from 'zod';
import { Id, Instant, ServiceDate } from './common.ts';
import { Reservation } from './reservations.ts';
import { CurrentOrder, TableState, TableStatus } from './tables.ts';
import { WaitlistEntry } from './waitlist.ts';

/** What the socket says. Every message states a whole truth, so applying one twice does no harm. */
export const tableStatusEventTypes = ['status_change', 'reservation_update', 'occupancy_change'] as const;

/** The requirements' TableStatusEvent, with the day's `seq` for resuming. */
export const TableStatusEvent = z
  .object({
    type: z.enum(tableStatusEventTypes),
    seq: z.int(),
    restaurantId: Id,
    serviceDate: ServiceDate,
    /** The planned or seated table; 0 when the party has none. */
    tableId: z.int().min(0),
    data: z.object({
      previousStatus: TableStatus.optional(),
      newStatus: TableStatus,
      reservation: Reservation.optional(),
      /** A reservation that went to another date. */
      removedReservationId: Id.optional(),
      occupancy: CurrentOrder.optional(),
      state: TableState.optional(),
    }),
    timestamp: Instant,
    /**
     * The reservation goes without e-mail, requests, wishes, occasion, notes and, once it has `tableIds`, its plan, and a
     * name cut short ends in `…`: with them the message would be longer than 1 kB. Who has not seen them in this version
     * reads the reservation.
     */
    shortened: z.literal(true).optional(),
  })
  .meta({ id: 'TableStatusEvent' });
export type TableStatusEvent = z.infer<typeof TableStatusEvent>;

/** The whole floor at `seq`. */
export const FloorSnapshot = z
  .object({
    type: z.literal('snapshot'),
    seq: z.int(),
    restaurantId: Id,
    serviceDate: ServiceDate,
    zone: z.string(),
    /** The day's own clock when this was made. */
    now: Instant,
    phase: z.enum(['unopened', 'open', 'closed', 'archived']),
    tables: z.array(TableState),
    reservations: z.array(Reservation),
    /** Who waits at the door, in order: those waiting and called. */
    waitlist: z.array(WaitlistEntry),
    /** Tables kept for forms that are being filled in. */
    heldTableIds: z.array(Id),
    /** Minutes after the start at which a party counts as late. */
    lateAfterMinutes: z.int(),
    configurationVersion: z.int(),
  })
  .meta({ id: 'FloorSnapshot' });
export type FloorSnapshot = z.infer<typeof FloorSnapshot>;

export const HoldsChanged = z.object({ type: z.literal('holds'), seq: z.int(), heldTableIds: z.array(Id) });
export const ConfigurationChanged = z.object({
  type: z.literal('config'),
  seq: z.int(),
  configurationVersion: z.int(),
});
/**
 * One party of the waitlist as it is now. Whoever is neither waiting nor called is not on it any more; the others are
 * numbered anew in the order of their ids.
 */
export const WaitlistChanged = z.object({
  type: z.literal('waitlist'),
  seq: z.int(),
  entry: WaitlistEntry,
  /**
   * E-mail, note and wishes were left out, which would make the message longer than 1 kB. They do not change while a
   * party waits: who has not seen them yet reads the waitlist.
   */
  shortened: z.literal(true).optional(),
});
export const Presence = z.object({ type: z.literal('presence'), staffOnline: z.int() });

export const LiveMessage = z.discriminatedUnion('type', [
  FloorSnapshot,
  TableStatusEvent.extend({ type: z.literal('status_change') }),
  TableStatusEvent.extend({ type: z.literal('reservation_update') }),
  TableStatusEvent.extend({ type: z.literal('occupancy_change') }),
  HoldsChanged,
  WaitlistChanged,
  ConfigurationChanged,
  Presence,
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

export const LiveQuery = z.object({
  date: ServiceDate.optional(),
  /** The last `seq` that the client has applied. */
  since: z.coerce.number<string>().int().min(0).optional(),
});
