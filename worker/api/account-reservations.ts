/** A customer's bookings at every place, and taking one that was made as a guest into the account. */
import type { AccountReservation } from '../contract/account-reservations.ts';
import { now } from '../day/clock.ts';
import { parseDayId } from '../domain/ids.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { manageTokenFor, readManageToken } from '../secrets.ts';
import { groupDatabase } from '../store/database.ts';
import { readCursor, writeCursor } from '../store/list-cursor.ts';
import { claimReservation, reservationsOwnedBy, restaurantsBookedBy } from '../store/reservation-owners.ts';
import { type ReservationRow, findReservation } from '../store/reservations.ts';
import { type RestaurantFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import type { Handlers } from './operation.ts';
import { notFoundProblem, problem } from './problem.ts';

export const accountReservationHandlers = {
  'GET /api/account/reservations': async ({ env, ctx, actor, query, origin }) => {
    const { when, groupId, limit } = query;
    const places = await placesBooked(env, ctx, actor.userId, groupId);
    const clocks = new Map([...places.keys()].map((id) => [id, now(id)]));
    const after = readPlace(query.cursor);
    const rows = await reservationsOwnedBy(env, { userId: actor.userId, when, clocks, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.flatMap((row) => {
        const place = places.get(row.restaurantId);
        return place === undefined ? [] : [bookingView(env, origin, row, place)];
      }),
      nextCursor: rows.length > limit && last ? writeCursor([last.startsAt, last.id]) : null,
    };
  },

  'POST /api/account/reservations/claim': async ({ env, actor, body, origin }) => {
    const reservationId = readManageToken(env, body.manageToken);
    const restaurantId = reservationId === null ? null : (parseDayId(reservationId)?.restaurantId ?? null);
    const place = restaurantId === null ? null : await restaurantFacts(env, restaurantId);
    if (reservationId === null || place === null) return notFoundProblem('booking');
    const database = groupDatabase(env, place.groupId);
    const row = await findReservation(database, reservationId);
    if (row === null) return notFoundProblem('booking');
    const isTheirs = await claimReservation(database, { reservationId, userId: actor.userId, at: Date.now() });
    if (!isTheirs) return problem('conflict', 'This booking is in another account already.');
    return bookingView(env, origin, row, place);
  },
} satisfies Handlers;

async function placesBooked(
  env: Env,
  ctx: ExecutionContext,
  userId: number,
  groupId: number | undefined,
): Promise<Map<number, RestaurantFacts>> {
  const ids = await restaurantsBookedBy(env, userId);
  const found = await Promise.all(ids.map(async (id) => restaurantFacts(env, id, { ctx })));
  const places = found.filter((facts) => facts !== null && (groupId === undefined || facts.groupId === groupId));
  return new Map(places.flatMap((facts) => (facts === null ? [] : [[facts.restaurantId, facts]])));
}

function readPlace(cursor: string | undefined): { startsAt: number; id: number } | null {
  const [startsAt, id] = (cursor === undefined ? undefined : readCursor(cursor, 2)) ?? [];
  return typeof startsAt === 'number' && typeof id === 'number' ? { startsAt, id } : null;
}

function bookingView(env: Env, origin: string, row: ReservationRow, place: RestaurantFacts): AccountReservation {
  return {
    id: row.id,
    restaurantId: row.restaurantId,
    restaurantName: place.name,
    restaurantSlug: place.slug,
    reservationDate: row.serviceDate,
    reservationTime: row.time,
    startsAt: instantText(row.startsAt),
    partySize: row.partySize,
    status: row.status,
    confirmationNumber: row.confirmationNumber,
    manageUrl: `${origin}/b/${manageTokenFor(env, row.id)}`,
  };
}
