/** The guests of a restaurant, or of the whole group where it shares them. */
import type { Guest } from '../contract/groups.ts';
import { can } from '../domain/access.ts';
import { instantText } from '../domain/time/service-date.ts';
import { groupDatabase } from '../store/database.ts';
import {
  type GuestRow,
  type GuestVisits,
  bookingsOfGuest,
  findGuest,
  listGuests,
  phonesOf,
  visitsOf,
} from '../store/guest-book.ts';
import { readCursor, writeCursor } from '../store/list-cursor.ts';
import { listRestaurants } from '../store/restaurants.ts';
import type { Handlers } from './operation.ts';
import { notFoundProblem } from './problem.ts';
import { rowView } from './reservation-rows.ts';

const bookingsMax = 100;
/** More locations than any group has. */
const locationsMax = 500;

export const guestHandlers = {
  'GET /api/restaurants/{id}/guests': async ({ env, restaurant, query }) => {
    const { q, cursor, limit } = query;
    const database = groupDatabase(env, restaurant.groupId);
    const rows = await listGuests(database, restaurant, { q, after: placeOf(cursor), limit: limit + 1 });
    const page = rows.slice(0, limit);
    const ids = page.map(({ id }) => id);
    const [visits, phones] = await Promise.all([
      visitsOf(database, restaurant, ids),
      phonesOf(database, restaurant, ids),
    ]);
    const last = page.at(-1);
    return {
      items: page.map((row) => guestView(row, visits.get(row.id), phones.get(row.id))),
      nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.nameSearch, last.id]) : null,
    };
  },

  'GET /api/restaurants/{id}/guests/{guestId}': async ({ env, restaurant, actor, params }) => {
    const { groupId, sharesGuests, restaurantId } = restaurant;
    const database = groupDatabase(env, groupId);
    const guest = await findGuest(database, restaurant, params.guestId);
    if (guest === null) return notFoundProblem('guest');
    const locations = sharesGuests ? await listRestaurants(env, { groupId }, 0, locationsMax) : [restaurant];
    const seen = locations.filter((place) => can(actor.grants, 'guests.contact', place));
    const names = new Map(seen.map((place) => [place.restaurantId, place.name]));
    const [visits, phones, bookings] = await Promise.all([
      visitsOf(database, restaurant, [guest.id]),
      phonesOf(database, restaurant, [guest.id]),
      bookingsOfGuest(database, restaurant, guest.id, [...names.keys()], bookingsMax),
    ]);
    return {
      ...guestView(guest, visits.get(guest.id), phones.get(guest.id)),
      shared: sharesGuests,
      reservations: bookings.map((row) => ({
        ...rowView(row),
        restaurantName: names.get(row.restaurantId) ?? String(restaurantId),
      })),
    };
  },
} satisfies Handlers;

function guestView(row: GuestRow, visits: GuestVisits | undefined, phone: string | undefined): Guest {
  return {
    id: row.id,
    name: row.name,
    phone: phone ?? row.phoneDigits,
    email: row.email,
    visits: visits?.visits ?? 0,
    lastVisitDate: visits?.lastVisitDate ?? null,
    noShows: visits?.noShows ?? 0,
    cancellations: visits?.cancellations ?? 0,
    upcoming: visits?.upcoming ?? 0,
    firstSeenAt: instantText(row.createdAt),
  };
}

function placeOf(cursor: string | undefined): Pick<GuestRow, 'nameSearch' | 'id'> | null {
  const [nameSearch, id] = cursor === undefined ? [] : (readCursor(cursor, 2) ?? []);
  return typeof nameSearch === 'string' && typeof id === 'number' ? { nameSearch, id } : null;
}
