/** The filters of the staff's list on the reservations of one date, which come whole from their object. */
import type { Reservation, ReservationQuery } from '../contract/reservations.ts';
import { digitsOf, foldName } from '../store/search-text.ts';

/** `cursor` is the number of items already given. */
export function filterReservations(
  all: readonly Reservation[],
  query: ReservationQuery,
): { items: Reservation[]; nextCursor: string | null } {
  const found = all.filter((reservation) => matches(reservation, query)).sort(orderOf(query.sort ?? 'time'));
  const from = Number.parseInt(query.cursor ?? '0', 10) || 0;
  const to = from + query.limit;
  return { items: found.slice(from, to), nextCursor: to < found.length ? String(to) : null };
}

function matches(reservation: Reservation, { status, name, q, partySize, source }: ReservationQuery): boolean {
  if (status !== undefined && !status.includes(reservation.status)) return false;
  if (partySize !== undefined && reservation.partySize !== partySize) return false;
  if (source !== undefined && reservation.source !== source) return false;
  const folded = foldName(reservation.guestInfo.name);
  if (name !== undefined && !folded.includes(foldName(name))) return false;
  return q === undefined || folded.includes(foldName(q)) || hasNumber(reservation, q);
}

function hasNumber(reservation: Reservation, q: string): boolean {
  const digits = digitsOf(q);
  if (digits.length >= 3 && digitsOf(reservation.guestInfo.phone).includes(digits)) return true;
  const spelled = q.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return spelled.length === 8 && reservation.confirmationNumber.replace('-', '') === spelled;
}

type Order = (one: Reservation, other: Reservation) => number;

function orderOf(sort: NonNullable<ReservationQuery['sort']>): Order {
  const direction = sort.startsWith('-') ? -1 : 1;
  const by = byField[sort.replace('-', '') as keyof typeof byField];
  return (one, other) => direction * (by(one, other) || one.id - other.id);
}

const byField = {
  time: (one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt),
  name: (one, other) => foldName(one.guestInfo.name).localeCompare(foldName(other.guestInfo.name)),
  partySize: (one, other) => one.partySize - other.partySize,
} satisfies Record<string, Order>;
