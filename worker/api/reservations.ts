/** Reservations for staff and signed-in customers: list, book, change, and every command of the evening. */
import { randomUUID } from 'node:crypto';
import type { CreateReservation, Reservation, UpdateReservation } from '../contract/reservations.ts';
import { capabilitiesAt, worksAt } from '../domain/access.ts';
import { readConfirmationNumber } from '../domain/confirmation-number.ts';
import type { DayCommand } from '../domain/reservation/commands.ts';
import type { ReservationSource } from '../domain/reservation/state.ts';
import type { SalesChannel } from '../domain/seating/problem.ts';
import { confirmationKey } from '../day/confirmation-key.ts';
import type { DetailsChange } from '../day/ledger.ts';
import { trimReservation } from '../day/views.ts';
import { groupDatabase } from '../store/database.ts';
import { listReservations } from '../store/reservations.ts';
import type { Actor } from './actor.ts';
import { actorCan } from './actor.ts';
import { askDay, askReservation, readReservation, today } from './ask-day.ts';
import type { DayCall } from './ask-day.ts';
import { openedDay } from './day-reader.ts';
import { withNames } from './history-names.ts';
import { limitCaller } from './limits.ts';
import { answer } from './operation.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { ProblemAnswer, problem, refusalProblem } from './problem.ts';
import { refuseEarly } from './refuse-early.ts';
import { filterReservations } from './reservation-filter.ts';
import { rowView } from './reservation-rows.ts';

export const reservationHandlers = {
  'GET /api/restaurants/{id}/reservations': async (call) => {
    const { query, restaurant, env } = call;
    const date = query.date ?? (query.from !== undefined && query.from === query.to ? query.from : undefined);
    const stub = date === undefined ? null : await openedDay(env, restaurant, date);
    if (stub !== null) {
      // One date comes from its object: always fresh.
      const page = filterReservations(await stub.reservations(), query);
      return { ...page, items: page.items.map((each) => trimmed(call, each)) };
    }
    const named = await byConfirmationNumber(call);
    if (named !== null) {
      return { items: filterReservations([named], query).items.map((each) => trimmed(call, each)), nextCursor: null };
    }
    // Without any date or search the list begins today: the past is asked for.
    const open = query.from ?? query.to ?? query.q ?? query.name;
    const asked = open === undefined ? { ...query, from: today(restaurant) } : query;
    const database = groupDatabase(env, restaurant.groupId);
    const { rows, nextCursor } = await listReservations(database, restaurant.restaurantId, asked);
    return { items: rows.map((row) => trimmed(call, rowView(row))), nextCursor };
  },

  'POST /api/restaurants/{id}/reservations': async (call) => {
    const { body, restaurant, actor } = call;
    const asStaff = actorCan(actor, 'reservations.write', restaurant);
    const worksHere = worksAt(actor.grants, restaurant);
    if (!asStaff && worksHere) return problem('forbidden', 'Your role here does not allow booking. Ask a host.');
    if (!asStaff && (body.tableIds !== undefined || body.override === true || body.duration !== undefined)) {
      return problem('forbidden', 'Only the staff choose tables, durations and overrides.');
    }
    const booked = await book(
      call,
      body,
      asStaff ? 'in_house' : 'online',
      asStaff ? (body.source ?? 'phone') : 'online',
    );
    if (booked instanceof ProblemAnswer) return booked;
    return answer(trimmed(call, booked), { location: `/api/reservations/${String(booked.id)}` });
  },

  'POST /api/restaurants/{id}/walk-ins': async (call) => {
    const { body, restaurant } = call;
    const command = {
      type: 'seatWalkIn',
      partySize: body.partySize,
      tableIds: tablesOf(body),
      durationMinutes: body.duration ?? null,
      preferredSeating: body.preferredSeating ?? [],
      override: body.override ?? false,
    } as const;
    const seated = await askDay(call, today(restaurant), command, { ...body.guestInfo, notes: body.notes });
    if (seated instanceof ProblemAnswer) return seated;
    if (!seated.ok || seated.reservation === null) throw new Error('a walk-in was accepted without a reservation');
    return answer(trimmed(call, seated.reservation), {
      location: `/api/reservations/${String(seated.reservation.id)}`,
    });
  },

  'GET /api/reservations/{reservationId}': async (call) => {
    const reservation = await readReservation(call.env, call.restaurant, call.params.reservationId);
    return reservation instanceof ProblemAnswer ? reservation : trimmed(call, reservation);
  },

  'GET /api/reservations/{reservationId}/history': async (call) => {
    const reservation = await readReservation(call.env, call.restaurant, call.params.reservationId);
    if (reservation instanceof ProblemAnswer) return reservation;
    const stub = await openedDay(call.env, call.restaurant, reservation.reservationDate);
    const entries = stub === null ? [] : await stub.history(reservation.id);
    return { items: await withNames(call.env, entries), nextCursor: null };
  },

  'PUT /api/reservations/{reservationId}': async (call) => {
    const changed = await change(call, call.params.reservationId, call.body);
    return changed instanceof ProblemAnswer ? changed : trimmed(call, changed);
  },

  'DELETE /api/reservations/{reservationId}': (call) => commanded(call, (id) => ({ type: 'cancelReservation', id })),
  'PUT /api/reservations/{reservationId}/confirm': (call) =>
    commanded(call, (id) => ({ type: 'confirmReservation', id })),
  'PUT /api/reservations/{reservationId}/arrive': (call) => commanded(call, (id) => ({ type: 'markArrived', id })),
  'PUT /api/reservations/{reservationId}/seat': (call) =>
    commanded(call, (id) => ({
      type: 'seatParty',
      id,
      tableIds: tablesOf(call.body ?? {}),
      override: call.body?.override ?? false,
    })),
  'PUT /api/reservations/{reservationId}/move': (call) =>
    commanded(call, (id) => ({
      type: 'moveParty',
      id,
      tableIds: tablesOf(call.body) ?? [],
      override: call.body.override ?? false,
    })),
  'PUT /api/reservations/{reservationId}/unseat': (call) => commanded(call, (id) => ({ type: 'unseatParty', id })),
  'PUT /api/reservations/{reservationId}/complete': (call) =>
    commanded(call, (id) => ({ type: 'completeSeating', id })),
  'PUT /api/reservations/{reservationId}/no-show': (call) =>
    commanded(call, (id) => ({ type: call.body?.undo === true ? 'undoNoShow' : 'markNoShow', id })),
} satisfies Handlers;

/** A confirmation number names its reservation: no index is asked, and one just made is found. */
async function byConfirmationNumber(
  call: ApiCall<'GET /api/restaurants/{id}/reservations'>,
): Promise<Reservation | null> {
  const { env, restaurant, query } = call;
  const { restaurantId } = restaurant;
  const id =
    query.q === undefined ? null : readConfirmationNumber(query.q, restaurantId, confirmationKey(env, restaurantId));
  const found = id === null ? null : await readReservation(env, restaurant, id);
  return found instanceof ProblemAnswer ? null : found;
}

type OnReservation = DayCall & { readonly params: { readonly reservationId: number } };

async function commanded(
  call: OnReservation,
  command: (id: number) => DayCommand,
): Promise<Reservation | ProblemAnswer> {
  const { reservationId } = call.params;
  const reservation = await askReservation(call, reservationId, () => command(reservationId));
  return reservation instanceof ProblemAnswer ? reservation : trimmed(call, reservation);
}

/** Books a table: early refusals here, everything else in the day. */
export async function book(
  call: DayCall,
  body: Omit<CreateReservation, 'source'>,
  channel: SalesChannel,
  source: ReservationSource,
): Promise<Reservation | ProblemAnswer> {
  const { guestInfo, occasion, notes } = body;
  const limited = await limitCaller(call.env, call.actor, 'booking', [guestInfo.phone, guestInfo.email ?? '']);
  if (limited !== null) return limited;
  const { reservationDate: date, reservationTime: time, partySize } = body;
  const utcOffset = body.utcOffset ?? null;
  const durationMinutes = body.duration ?? null;
  const override = body.override ?? false;
  const ask = { date, time, utcOffset, partySize, channel, durationMinutes, override };
  const refused = await refuseEarly(call.env, call.restaurant, ask);
  if (refused !== null) return refusalProblem(refused);
  const command: DayCommand = {
    type: 'bookTable',
    time,
    utcOffset,
    partySize,
    channel,
    source,
    durationMinutes,
    preferredSeating: body.preferredSeating ?? [],
    tableIds: body.tableIds ?? null,
    holdId: body.holdId ?? null,
    override,
  };
  const booked = await askDay(call, date, command, { ...guestInfo, occasion, notes });
  if (booked instanceof ProblemAnswer) return booked;
  // Booked under this key before, and on another date since.
  if (!booked.ok) return problem('move_in_progress', `This booking has been moved to ${booked.movedTo}.`);
  if (booked.reservation === null) throw new Error('a booking was accepted without a reservation');
  return booked.reservation;
}

/** Changes a reservation where it is, or starts its move to another date. */
export async function change(call: DayCall, id: number, body: UpdateReservation): Promise<Reservation | ProblemAnswer> {
  const { reservationDate = body.date, reservationTime = body.time } = body;
  const { tableIds, version = null, override = false } = body;
  const changes = {
    time: reservationTime,
    utcOffset: body.utcOffset ?? null,
    partySize: body.partySize,
    durationMinutes: body.duration,
    preferredSeating: body.preferredSeating,
    tableIds,
  };
  const details = detailsOf(body);
  const changedDetails = Object.keys(details);
  const moveId = call.idempotencyKey === null ? randomUUID() : `${String(id)}/${call.idempotencyKey}`;
  if (reservationDate !== undefined) {
    const refused = await refuseTarget(call, id, body, reservationDate);
    if (refused !== null) return refused;
  }
  return askReservation(
    call,
    id,
    (date) =>
      reservationDate === undefined || reservationDate === date
        ? { type: 'modifyReservation', id, changes, changedDetails, version, override }
        : { type: 'startMove', id, moveId, targetDate: reservationDate, changes, version, override },
    details,
  );
}

/** A date that cannot be booked at all must not be woken for a move. */
async function refuseTarget(
  call: DayCall,
  id: number,
  body: UpdateReservation,
  date: string,
): Promise<ProblemAnswer | null> {
  const present = await readReservation(call.env, call.restaurant, id);
  if (present instanceof ProblemAnswer) return present;
  if (present.reservationDate === date) return null;
  const refused = await refuseEarly(call.env, call.restaurant, {
    date,
    time: body.reservationTime ?? body.time ?? present.reservationTime,
    utcOffset: body.utcOffset ?? null,
    partySize: body.partySize ?? present.partySize,
    channel: present.source === 'online' ? 'online' : 'in_house',
    durationMinutes: body.duration ?? null,
    override: body.override ?? false,
  });
  return refused === null ? null : refusalProblem(refused);
}

/** The personal details that a change names; null empties one. */
function detailsOf({ guestInfo, occasion, notes }: UpdateReservation): DetailsChange {
  const given = { ...guestInfo, occasion, notes };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function tablesOf(choice: { tableId?: number | undefined; tableIds?: number[] | undefined }): number[] | null {
  if (choice.tableIds !== undefined) return choice.tableIds;
  return choice.tableId === undefined ? null : [choice.tableId];
}

/** What the caller may see of a reservation: staff by their role, guests and customers their own. */
export function trimmed(
  {
    actor,
    restaurant,
  }: Pick<ApiCall<'GET /api/reservations/{reservationId}'>, 'restaurant'> & { readonly actor: Actor },
  reservation: Reservation,
): Reservation {
  if (actor.kind === 'user' && worksAt(actor.grants, restaurant)) {
    return trimReservation(reservation, capabilitiesAt(actor.grants, restaurant));
  }
  const {
    plannedTableIds: _plan,
    pinned: _pinned,
    conflict: _conflict,
    notes: _notes,
    guestId: _guest,
    ...own
  } = reservation;
  return own;
}
