/** From events to the messages they call for. Nothing is sent here, and expanding an event again plans nothing new. */
import { logFault } from '../log.ts';
import { isTransient } from '../store/d1-errors.ts';
import type { GroupDatabase } from '../store/database.ts';
import { addressedAbout, planDeliveries } from '../store/deliveries.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import { countAttempt } from '../store/outbox.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { findReservations } from '../store/reservations.ts';
import type { ReservationRow } from '../store/reservations.ts';
import { findWaitlistEntries } from '../store/waitlist.ts';
import type { WaitlistRow } from '../store/waitlist.ts';
import { introductionTo, messageFor, recipientOf } from './booking-messages.ts';
import type { BookingMessage } from './booking-messages.ts';
import { callTemplate, callsToTable, recipientOfCall } from './call-mail.ts';

/**
 * At most 100 rows. Throws only when D1 cannot be reached; one row that cannot be expanded is found by halving, counted,
 * and left for the sweep, so that it holds back no other.
 */
export async function expandOutbox(database: GroupDatabase, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await expandTogether(database, rows);
  } catch (error) {
    if (isTransient(error)) throw error;
    const [only, second] = rows;
    if (only !== undefined && second === undefined) return setAside(database, only, error);
    const middle = Math.ceil(rows.length / 2);
    await expandOutbox(database, rows.slice(0, middle));
    await expandOutbox(database, rows.slice(middle));
  }
}

async function expandTogether(database: GroupDatabase, rows: readonly OutboxRow[]): Promise<void> {
  const called = rows.flatMap((row) => {
    const message = messageFor(row);
    return message === null ? [] : [{ row, message }];
  });
  const toTable = rows.filter(callsToTable);
  const waiting = await findWaitlistEntries(database, [...new Set(toTable.map(waitlistIdOf))]);
  const ids = new Set(called.map(({ row }) => reservationIdOf(row)));
  const reservations = await findReservations(database, [...ids]);
  const introduced = called.filter(({ message }) => message === 'introduction').map(({ row }) => reservationIdOf(row));
  const addressed = await addressedAbout(database, [...new Set(introduced)]);
  const at = Date.now();
  const calls = toTable.flatMap((row) => planCall(row, waiting.get(waitlistIdOf(row)), at));
  const planned = called.flatMap(({ row, message }): NewDelivery[] => {
    const reservation = presentState(reservations, row);
    if (message !== 'introduction') return plan(row, message, reservation, at);
    const known = addressed.some(
      (each) => each.reservationId === reservation.id && each.recipient === reservation.guestEmail,
    );
    return known ? [] : plan(row, introductionTo(reservation), reservation, at);
  });
  await planDeliveries(database, [...planned, ...calls], { eventIds: rows.map((row) => row.eventId), at });
}

function plan(row: OutboxRow, message: BookingMessage, reservation: ReservationRow, at: number): NewDelivery[] {
  const recipient = recipientOf(message, reservation);
  if (recipient === null) return [];
  const { eventId, restaurantId } = row;
  const { id: reservationId } = reservation;
  return [{ eventId, channel: 'email', template: message, restaurantId, reservationId, recipient, dueAt: at }];
}

function planCall(row: OutboxRow, party: WaitlistRow | undefined, at: number): NewDelivery[] {
  if (party === undefined) throw new Error(`the party of event ${row.eventId} is not here yet`);
  const recipient = recipientOfCall(party);
  if (recipient === null) return [];
  const { eventId, restaurantId } = row;
  const { id: waitlistId } = party;
  const about = { restaurantId, reservationId: null, waitlistId };
  return [{ eventId, channel: 'email', template: callTemplate, ...about, recipient, dueAt: at }];
}

/** A reservation on its way between two dates may be missing for a moment: then its event is expanded later. */
function presentState(reservations: ReadonlyMap<number, ReservationRow>, row: OutboxRow): ReservationRow {
  const reservation = reservations.get(reservationIdOf(row));
  if (reservation === undefined) throw new Error(`the reservation of event ${row.eventId} is not here yet`);
  return reservation;
}

function reservationIdOf(row: OutboxRow): number {
  if (row.reservationId === null) throw new Error(`event ${row.eventId} names no reservation`);
  return row.reservationId;
}

function waitlistIdOf(row: OutboxRow): number {
  if (row.waitlistId === null) throw new Error(`event ${row.eventId} names nobody of the waitlist`);
  return row.waitlistId;
}

async function setAside(database: GroupDatabase, row: OutboxRow, error: unknown): Promise<void> {
  logFault(row.eventId, 'DELIVERY', 'expand', error);
  await countAttempt(database, row.eventId);
}
