/** What a live message leaves out where it would be too long: texts that a tablet then reads by itself. */
import type { LiveMessage, TableStatusEvent } from '../contract/live.ts';
import type { Reservation } from '../contract/reservations.ts';
import type { WaitlistEntry } from '../contract/waitlist.ts';

/** What a tablet on a weak line gets in one piece; UTF-8. */
const messageBytesMax = 1024;

/** The message, or the same without long texts about its party. One about no party is left as it is. */
export function withinBudget(message: LiveMessage): LiveMessage {
  if (bytesOf(message) <= messageBytesMax) return message;
  switch (message.type) {
    case 'waitlist':
      return { ...message, entry: shortEntry(message.entry), shortened: true };
    case 'reservation_update':
    case 'occupancy_change':
      return message.data.reservation === undefined ? message : shortEvent(message, message.data.reservation);
    default:
      return message;
  }
}

function shortEntry(entry: WaitlistEntry): WaitlistEntry {
  const { email: _email, notes: _notes, ...rest } = entry;
  return { ...rest, preferredSeating: [] };
}

/** Even without its texts a party at many tables may leave too little room for a long name. */
function shortEvent(event: TableStatusEvent, reservation: Reservation): LiveMessage {
  const told = (name: string): TableStatusEvent => ({
    ...event,
    data: { ...event.data, reservation: shortReservation(reservation, name) },
    shortened: true,
  });
  const { name } = reservation.guestInfo;
  const excess = bytesOf(told(name)) - messageBytesMax;
  return told(excess <= 0 ? name : cutBy(name, excess));
}

function shortReservation(reservation: Reservation, name: string): Reservation {
  const { preferredSeating: _wishes, occasion: _occasion, notes: _notes, plannedTableIds, ...rest } = reservation;
  return {
    ...rest,
    // Where a party sits is where it was planned.
    ...(plannedTableIds === undefined || rest.tableIds !== undefined ? {} : { plannedTableIds }),
    guestInfo: { name, phone: reservation.guestInfo.phone },
  };
}

/** The beginning of a text that takes at least so many bytes less, the sign of its end included. */
function cutBy(text: string, bytes: number): string {
  let room = bytesInside(text) - bytes - bytesInside('…');
  let kept = '';
  for (const character of text) {
    room -= bytesInside(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Of a text within JSON: some characters are written as escapes, which are longer. */
function bytesInside(text: string): number {
  return bytesOf(text) - bytesOf('');
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
