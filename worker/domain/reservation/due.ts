/** What happens by the clock alone. It becomes events like everything else, so the state never changes silently. */
import { addDays } from '../time/service-date.ts';
import { leavingEvent, unansweredEvent } from '../waitlist/decide-waitlist.ts';
import { nextCall, nextChanceAt } from '../waitlist/next-call.ts';
import type { DayEvent } from './events.ts';
import { placeConflicts, replan, stateAfter } from './replan.ts';
import { isExpected, isOnWaitlist } from './state.ts';
import type { DayReservation, DayState } from './state.ts';

const minuteMs = 60_000;
/** How much longer a party is thought to stay each time it outstays its turn. */
const overrunMinutes = 15;

/** Everything due by `now`, in order. Each event is decided on the state that those before it leave. */
export function dueEvents(state: DayState, now: number): DayEvent[] {
  const events: DayEvent[] = [];
  let after = state;
  for (let next = nextDueEvent(after, now); next !== null; next = nextDueEvent(after, now)) {
    events.push(next);
    after = stateAfter(after, [next]);
  }
  return events;
}

/**
 * When the clock next changes something, or may, epoch milliseconds; null: never. What only may was tried for this state
 * until `triedAt`: an instant before it is not named again.
 */
export function nextDueAt(state: DayState, triedAt: number): number | null {
  if (state.phase !== 'open') return null;
  const times = [state.configuration.endsAt];
  for (const hold of state.holds.values()) times.push(hold.expiresAt);
  for (const reservation of state.reservations.values()) {
    const at = reservationDueAt(state, reservation);
    if (at !== null) times.push(at);
  }
  for (const { call } of state.waitlist.values()) if (call !== null) times.push(call.keptUntil);
  const chance = nextChanceAt(state, Math.max(state.lastEventAt, triedAt));
  if (chance !== null) times.push(chance);
  return Math.min(...times);
}

function nextDueEvent(state: DayState, now: number): DayEvent | null {
  if (state.phase !== 'open') return null;
  for (const hold of state.holds.values()) {
    if (hold.expiresAt <= now) return { type: 'HoldExpired', holdId: hold.holdId };
  }
  for (const reservation of state.reservations.values()) {
    const at = reservationDueAt(state, reservation);
    if (at !== null && at <= now) return reservationEvent(state, reservation, now);
  }
  for (const party of state.waitlist.values()) {
    if (party.call !== null && party.call.keptUntil <= now) return unansweredEvent(state, party);
  }
  return now >= state.configuration.endsAt ? closingEvent(state, now) : nextCall(state, now);
}

function reservationDueAt(state: DayState, reservation: DayReservation): number | null {
  if (reservation.move !== null) return null;
  if (reservation.status === 'seated') return reservation.occupiedUntil;
  if (reservation.status !== 'confirmed' || reservation.arrivedAt !== null) return null;
  const { lateAfterMinutes, noShowAfterMinutes } = state.configuration.policies;
  const noShowAt = noShowAfterMinutes === null ? null : reservation.startsAt + noShowAfterMinutes * minuteMs;
  return reservation.late ? noShowAt : reservation.startsAt + lateAfterMinutes * minuteMs;
}

function reservationEvent(state: DayState, reservation: DayReservation, now: number): DayEvent {
  const { id } = reservation;
  if (reservation.status === 'seated') {
    // After the day's end the next date looks after the party.
    if (now >= state.configuration.endsAt) return handOver(state, reservation, now);
    const occupiedUntil = now + overrunMinutes * minuteMs;
    const event = { type: 'SeatingOverran', id, occupiedUntil, moves: [] } as const;
    return { ...event, moves: replan(stateAfter(state, [event])) };
  }
  if (!reservation.late) return { type: 'PartyRanLate', id };
  const event = { type: 'NoShowMarked', id, moves: [] } as const;
  return { ...event, moves: placeConflicts(state, event) };
}

/** Nobody is left behind at the close: seated parties go to the next date, promises nobody claimed are settled. */
function closingEvent(state: DayState, now: number): DayEvent {
  for (const reservation of state.reservations.values()) {
    if (reservation.move !== null) continue;
    const { id } = reservation;
    if (reservation.status === 'seated') return handOver(state, reservation, now);
    if (!isExpected(reservation)) continue;
    const neverCame = reservation.status === 'confirmed' && reservation.arrivedAt === null;
    return { type: neverCame ? 'NoShowMarked' : 'ReservationCancelled', id, moves: [] };
  }
  for (const party of state.waitlist.values()) if (isOnWaitlist(party)) return leavingEvent(state, party, 'closed');
  const uncleared = [...state.conditions].flatMap(([tableId, condition]) =>
    condition.cleaningSince === null ? [] : [tableId],
  );
  return { type: 'DayClosed', unclearedTableIds: uncleared };
}

function handOver(state: DayState, reservation: DayReservation, now: number): DayEvent {
  const { serviceDate } = state.configuration;
  const moveId = `close-${serviceDate}-${String(reservation.id)}-${String(reservation.version)}`;
  const move = { moveId, targetDate: addDays(serviceDate, 1), wish: null, startedAt: now };
  return { type: 'MoveStarted', id: reservation.id, move };
}
