/** Parties without a booking: straight from the door to a table, or from the waitlist. */
import { composeDayId, sequenceMax } from '../ids.ts';
import type { DayCommand } from './commands.ts';
import { notYetHere } from './decide-booking.ts';
import { movesFor, orderIdAfter } from './decide-service.ts';
import { accept } from './decision.ts';
import type { Decision } from './decision.ts';
import type { DayEvent } from './events.ts';
import { findTableNow, noneFreeText } from './find-table-now.ts';
import { newcomerRequest, seatingRequest } from './floor-plan.ts';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { stateAfter } from './replan.ts';
import type { DayReservation, DayState, PartyWish, ReservationSource } from './state.ts';
import { wishAtDoor } from './wish-at-door.ts';

type WalkIn = Extract<DayCommand, { type: 'seatWalkIn' }>;

const minuteMs = 60_000;

export function seatWalkIn(state: DayState, command: WalkIn, now: number): Decision {
  const wish = wishAtDoor(state, command, now);
  const { tableIds, override } = command;
  const seated = seatAtDoor(state, wish, { tableIds, override, source: 'walk_in', now });
  return seated.ok ? accept(seated.events, seated.reservationId) : seated;
}

interface AtDoor {
  /** Null: the best that are free. */
  readonly tableIds: readonly number[] | null;
  readonly override: boolean;
  readonly source: ReservationSource;
  readonly now: number;
}

/** Booked and seated in one: both events stand together or not at all. */
export function seatAtDoor(
  state: DayState,
  wish: PartyWish,
  { tableIds: chosen, override, source, now }: AtDoor,
): { readonly ok: true; readonly events: readonly DayEvent[]; readonly reservationId: number } | Refusal {
  const { configuration } = state;
  const sequence = state.reservationSequence + 1;
  if (sequence > sequenceMax) return refuse('day_full', 'This date has taken as many parties as it can number.');
  const request = seatingRequest(configuration, wish);
  const decision = chosen === null ? findTableNow(state, newcomerRequest(configuration, wish)) : null;
  if (decision?.ok === false) return refuse(decision.reason, noneFreeText(decision.reason, wish.partySize));
  const tableIds = chosen ?? decision?.tableIds ?? [];
  const { restaurantId, serviceDate } = configuration;
  const id = composeDayId({ restaurantId, serviceDate, kind: 'reservation', sequence });
  const seated = {
    type: 'PartySeated',
    id,
    tableIds,
    orderId: orderIdAfter(state),
    seatedAt: now,
    occupiedFrom: now,
    occupiedUntil: now + wish.durationMinutes * minuteMs,
    override,
    moves: [],
  } as const;
  const booked = bookedAtDoor(wish, { id, source, override, now });
  const moves = movesFor(stateAfter(state, [booked]), request, seated, String(id));
  return 'ok' in moves ? moves : { ok: true, events: [booked, { ...seated, moves }], reservationId: id };
}

/** Booked without a table for the one instant until it is seated by the next event of the same command. */
function bookedAtDoor(
  wish: PartyWish,
  { id, source, override, now }: Pick<AtDoor, 'source' | 'override' | 'now'> & { readonly id: number },
): DayEvent {
  const reservation: DayReservation = {
    ...wish,
    id,
    version: 1,
    status: 'confirmed',
    source,
    tableIds: [],
    pinned: false,
    ...notYetHere,
    arrivedAt: now,
    createdAt: now,
    updatedAt: now,
  };
  return { type: 'ReservationBooked', reservation, holdId: null, override, moves: [] };
}
