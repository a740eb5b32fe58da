/**
 * A group's own database: what its restaurant-days project, what is to be delivered, and its guests. It grows with every
 * booking, so groups can spread over many databases. Nothing that an object invents is unique here but its id: a
 * constraint that an object cannot know must never stop a day. Instants are epoch milliseconds.
 */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { ReservationSource, ReservationStatus } from '../../contract/reservations.ts';
import type { WaitlistStatus } from '../../domain/reservation/state.ts';
import type { SalesChannel } from '../../domain/seating/problem.ts';
import type * as z from 'zod';

export const reservations = sqliteTable(
  'reservations',
  {
    id: integer('id').primaryKey(),
    restaurantId: integer('restaurant_id').notNull(),
    /** Rises with every change of this reservation, wherever it moved; older ones never overwrite newer ones. */
    version: integer('version').notNull(),
    /** Where it stands now; its id keeps the date it was made for. */
    serviceDate: text('service_date').notNull(),
    status: text('status').$type<ReservationStatus>().notNull(),
    source: text('source').$type<z.infer<typeof ReservationSource>>().notNull(),
    startsAt: integer('starts_at').notNull(),
    time: text('time').notNull(),
    partySize: integer('party_size').notNull(),
    durationMinutes: integer('duration_minutes').notNull(),
    tableIds: text('table_ids', { mode: 'json' }).$type<number[]>().notNull(),
    confirmationNumber: text('confirmation_number').notNull(),
    guestId: integer('guest_id'),
    guestName: text('guest_name').notNull(),
    guestPhone: text('guest_phone').notNull(),
    guestEmail: text('guest_email'),
    /** `guestName` as it is searched: lower case, accents folded. */
    nameSearch: text('name_search').notNull(),
    phoneDigits: text('phone_digits').notNull(),
    specialRequests: text('special_requests'),
    occasion: text('occasion'),
    notes: text('notes'),
    preferred: text('preferred', { mode: 'json' }).$type<string[]>().notNull(),
    arrivedAt: integer('arrived_at'),
    seatedAt: integer('seated_at'),
    completedAt: integer('completed_at'),
    late: integer('late', { mode: 'boolean' }).notNull().default(false),
    conflict: integer('conflict', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('reservations_date').on(table.restaurantId, table.serviceDate, table.startsAt),
    index('reservations_status').on(table.restaurantId, table.status, table.serviceDate),
    index('reservations_name').on(table.restaurantId, table.nameSearch),
    index('reservations_phone').on(table.restaurantId, table.phoneDigits),
    index('reservations_confirmation').on(table.restaurantId, table.confirmationNumber),
    index('reservations_guest').on(table.guestId),
  ],
);

/** Parties at the door, as their day last told: for the message that calls them. The day's object has the truth. */
export const waitlistEntries = sqliteTable(
  'waitlist_entries',
  {
    id: integer('id').primaryKey(),
    restaurantId: integer('restaurant_id').notNull(),
    /** Rises with every change of the entry; older ones never overwrite newer ones. */
    version: integer('version').notNull(),
    serviceDate: text('service_date').notNull(),
    status: text('status').$type<WaitlistStatus>().notNull(),
    partySize: integer('party_size').notNull(),
    joinedAt: integer('joined_at').notNull(),
    quotedMinutes: integer('quoted_minutes'),
    keptUntil: integer('kept_until'),
    reservationId: integer('reservation_id'),
    /** Kept while the party waits: whoever was seated has a reservation, whoever left is nobody to us. */
    guestName: text('guest_name'),
    guestEmail: text('guest_email'),
  },
  (table) => [index('waitlist_entries_date').on(table.restaurantId, table.serviceDate)],
);

/** Whose bookings these are: made while signed in, or claimed later. */
export const reservationOwners = sqliteTable(
  'reservation_owners',
  {
    reservationId: integer('reservation_id').primaryKey(),
    userId: integer('user_id').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('reservation_owners_user').on(table.userId)],
);

export const guests = sqliteTable(
  'guests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    groupId: integer('group_id').notNull(),
    restaurantId: integer('restaurant_id').notNull(),
    name: text('name').notNull(),
    phoneDigits: text('phone_digits').notNull(),
    email: text('email'),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    /** `name` as it is searched and sorted: lower case, accents folded. */
    nameSearch: text('name_search').notNull().default(''),
  },
  (table) => [
    index('guests_phone').on(table.restaurantId, table.phoneDigits),
    index('guests_email').on(table.restaurantId, table.email),
    index('guests_group_phone').on(table.groupId, table.phoneDigits),
    index('guests_group_email').on(table.groupId, table.email),
    index('guests_name').on(table.restaurantId, table.nameSearch),
    index('guests_group_name').on(table.groupId, table.nameSearch),
  ],
);

/** One row per event of a ledger, written with the projection: what is still to be expanded into deliveries. */
export const outbox = sqliteTable(
  'outbox',
  {
    /** `r7:2026-11-22:41` */
    eventId: text('event_id').primaryKey(),
    restaurantId: integer('restaurant_id').notNull(),
    serviceDate: text('service_date').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    reservationId: integer('reservation_id'),
    /** The party of the waitlist that it is about instead. */
    waitlistId: integer('waitlist_id'),
    /** Without personal data. */
    body: text('body', { mode: 'json' }).$type<unknown>().notNull(),
    createdAt: integer('created_at').notNull(),
    expandedAt: integer('expanded_at'),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    index('outbox_unexpanded')
      .on(table.createdAt)
      .where(sql`expanded_at IS NULL`),
    index('outbox_reservation').on(table.reservationId),
  ],
);

/** What leaves the house: one row per event, channel and template, however often its event is expanded. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    eventId: text('event_id').notNull(),
    channel: text('channel').notNull(),
    template: text('template').notNull(),
    restaurantId: integer('restaurant_id').notNull(),
    reservationId: integer('reservation_id'),
    /** The party of the waitlist that it is about instead. */
    waitlistId: integer('waitlist_id'),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    bodyText: text('body_text').notNull(),
    bodyHtml: text('body_html'),
    dueAt: integer('due_at').notNull(),
    state: text('state').$type<'pending' | 'sent' | 'failed' | 'cancelled'>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: integer('next_attempt_at').notNull(),
    sentAt: integer('sent_at'),
    error: text('error'),
    providerId: text('provider_id'),
  },
  (table) => [
    uniqueIndex('deliveries_once').on(table.eventId, table.channel, table.template),
    index('deliveries_due')
      .on(table.nextAttemptAt)
      .where(sql`state = 'pending'`),
    index('deliveries_reservation').on(table.reservationId),
  ],
);

/** Events that D1 will never take: parked, so that one poison row does not block its day. */
export const projectionFailures = sqliteTable(
  'projection_failures',
  {
    eventId: text('event_id').primaryKey(),
    restaurantId: integer('restaurant_id').notNull(),
    serviceDate: text('service_date').notNull(),
    error: text('error').notNull(),
    body: text('body', { mode: 'json' }).$type<unknown>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('projection_failures_day').on(table.restaurantId, table.serviceDate)],
);

/** Which start times of a date are still bookable, by party size; readers apply notice, horizon and the present. */
export const digests = sqliteTable(
  'digests',
  {
    restaurantId: integer('restaurant_id').notNull(),
    serviceDate: text('service_date').notNull(),
    channel: text('channel').$type<SalesChannel>().notNull(),
    configurationVersion: integer('configuration_version').notNull(),
    /** 0 for a date without an object. */
    seq: integer('seq').notNull(),
    /** Start times in order, `["19:00", …]`. */
    starts: text('starts', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** The instants of the same. */
    startsAt: text('starts_at', { mode: 'json' }).$type<readonly number[]>().notNull(),
    /** By party size, one character per start: `{ "2": "1101…" }`. */
    bits: text('bits', { mode: 'json' }).$type<Readonly<Record<string, string>>>().notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.restaurantId, table.serviceDate, table.channel] })],
);
