/** Parties at the door without a table: in order, each with the wait it was told. */
import * as z from 'zod';
import { Features, Id, Instant, PartySize, QueryPartySize, ServiceDate } from './common.ts';

export const waitlistStatuses = ['waiting', 'called', 'seated', 'left'] as const;

export const WaitlistEntry = z
  .object({
    id: Id,
    restaurantId: Id,
    date: ServiceDate,
    /** 1 is next; null once seated or gone. */
    position: z.int().nullable(),
    status: z.enum(waitlistStatuses),
    partySize: z.int(),
    name: z.string(),
    /** Empty for readers whose role may not see contacts. */
    phone: z.string(),
    email: z.string().optional(),
    notes: z.string().optional(),
    preferredSeating: z.array(z.string()),
    joinedAt: Instant,
    /** What the party was told when it joined; null where the house could not say. */
    quotedMinutes: z.int().nullable(),
    /** Kept for this party while it is called. */
    tableIds: z.array(Id),
    calledAt: Instant.optional(),
    keptUntil: Instant.optional(),
    /** Once seated. */
    reservationId: Id.optional(),
    version: z.int(),
  })
  .meta({ id: 'WaitlistEntry' });
export type WaitlistEntry = z.infer<typeof WaitlistEntry>;

export const JoinWaitlist = z.object({
  partySize: PartySize,
  name: z
    .string()
    .trim()
    .min(1, 'Give a name to call.')
    .max(120)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Write the name on one line.'),
  phone: z
    .string()
    .trim()
    .max(32)
    .regex(/^[+0-9 ()./-]*$/, 'A phone number holds digits, spaces and + ( ) - only.')
    .optional(),
  email: z.email('Give an e-mail address such as name@example.com.').max(254).optional(),
  notes: z.string().trim().max(500).optional(),
  preferredSeating: Features.optional(),
});

export const WaitQuoteQuery = z.object({ partySize: QueryPartySize });
/** What a host would say at the door. */
export const WaitQuote = z
  .object({
    partySize: z.int(),
    /** Null: no table will come free for them in this service. */
    minutes: z.int().min(0).nullable(),
    /** With four chances in five it is between these. */
    from: z.int().min(0).nullable(),
    until: z.int().min(0).nullable(),
    partiesAhead: z.int(),
    /** One sentence. */
    basis: z.string(),
  })
  .meta({ id: 'WaitQuote' });
export type WaitQuote = z.infer<typeof WaitQuote>;

/** Nothing, or the tables to seat them at; without, those kept for them or the best that are free. */
export const SeatFromWaitlist = z.object({ tableIds: z.array(Id).min(1).max(12).optional() });
