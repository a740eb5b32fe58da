import * as z from 'zod';
import {
  DurationMinutes,
  Features,
  Id,
  Month,
  PartySize,
  QueryPartySize,
  SalesChannel,
  ServiceDate,
  WallTime,
  problemCodes,
} from './common.ts';
import { Table } from './tables.ts';

export const AvailabilityQuery = z.object({
  date: ServiceDate,
  partySize: QueryPartySize.default(2),
  duration: z.coerce.number<string>().pipe(DurationMinutes).optional(),
  time: WallTime.optional(),
  /** Staff may ask for their own channel; guests always see `online`. */
  channel: SalesChannel.optional(),
});

/** The requirements' TableAvailability. Only times that can be booked now are listed. */
export const TableAvailability = z
  .object({
    date: ServiceDate,
    partySize: z.int(),
    zone: z.string(),
    /** Why there is nothing to choose from, when there is nothing. */
    reason: z.string().optional(),
    code: z.enum(problemCodes).optional(),
    timeSlots: z.array(
      z.object({
        time: WallTime,
        /** Set on the night the clocks go back, when a time comes twice. */
        utcOffset: z.string(),
        period: z.string(),
        availableTables: z.int(),
        totalCapacity: z.int(),
        tables: z.array(
          z.object({
            tableId: Id,
            tableNumber: z.string(),
            capacity: z.int(),
            features: z.array(z.string()),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'TableAvailability' });
export type TableAvailability = z.infer<typeof TableAvailability>;

export const AvailabilityCheck = z
  .object({
    restaurantId: Id.optional(),
    date: ServiceDate,
    time: WallTime,
    utcOffset: z.string().optional(),
    partySize: PartySize,
    duration: DurationMinutes.optional(),
    preferences: Features.optional(),
  })
  .meta({ id: 'AvailabilityCheck' });

export const SuggestedTable = Table.omit({ qrCode: true, currentOrder: true, notes: true });
export const AvailabilityResult = z
  .object({
    available: z.boolean(),
    suggestedTables: z.array(SuggestedTable),
    alternativeTimes: z.array(WallTime),
    reason: z.string().optional(),
    code: z.enum(problemCodes).optional(),
  })
  .meta({ id: 'AvailabilityResult' });
export type AvailabilityResult = z.infer<typeof AvailabilityResult>;

export const CalendarQuery = z.object({ month: Month, partySize: QueryPartySize.default(2) });
export const AvailabilityCalendar = z
  .object({
    month: Month,
    days: z.array(z.object({ date: ServiceDate, available: z.boolean(), times: z.array(WallTime) })),
  })
  .meta({ id: 'AvailabilityCalendar' });
export type AvailabilityCalendar = z.infer<typeof AvailabilityCalendar>;

export const GroupAvailabilityQuery = z.object({ date: ServiceDate, time: WallTime, partySize: QueryPartySize });
/** Where in the group a table can be had around a time. */
export const GroupAvailability = z
  .object({
    items: z.array(
      z.object({
        restaurantId: Id,
        name: z.string(),
        slug: z.string(),
        zone: z.string(),
        available: z.boolean(),
        times: z.array(WallTime),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'GroupAvailability' });
