/** The day's state as the seating functions see it: who holds which tables when. */
import { prepareOccupancy } from '../seating/occupancy.ts';
import type { Occupancy } from '../seating/occupancy.ts';
import type { SeatingBlock, SeatingOccupant, SeatingProblem, SeatingRequest } from '../seating/problem.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { seatsMaxAt } from '../service/peaks.ts';
import type { DayHold, DayReservation, DayState, PartyWish, WaitingParty, WaitlistCall } from './state.ts';
import { isExpected } from './state.ts';

/** Without it the party cannot use the table at all, so it is never traded against anything. */
const requiredWishes: readonly string[] = ['wheelchair_accessible'];

const minuteMs = 60_000;

/** Whole minutes since the day's start; the running minute counts as begun. */
export function minuteOf(configuration: DayConfiguration, at: number): number {
  return Math.floor((at - configuration.startsAt) / minuteMs);
}

const prepared = new WeakMap<DayState, Occupancy>();

/** Built once per state: availability, alternatives and the decision itself read the same plan. */
export function occupancyOf(state: DayState): Occupancy {
  const known = prepared.get(state);
  if (known !== undefined) return known;
  const occupancy = prepareOccupancy(seatingProblem(state));
  prepared.set(state, occupancy);
  return occupancy;
}

export function seatingProblem(state: DayState, configuration = state.configuration): SeatingProblem {
  const occupants: SeatingOccupant[] = [];
  for (const hold of state.holds.values()) occupants.push(holdOccupant(configuration, hold));
  for (const reservation of state.reservations.values()) {
    if (isExpected(reservation) || reservation.status === 'seated') {
      occupants.push(reservationOccupant(configuration, reservation));
    }
  }
  for (const party of state.waitlist.values()) {
    if (party.call !== null) occupants.push(calledOccupant(configuration, party, party.call));
  }
  return {
    tables: configuration.tables,
    combinations: configuration.combinations,
    occupants,
    blocks: blocksOf(state, configuration),
  };
}

/** What a party needs, in the words of the seating functions; the end includes the reset. */
export function seatingRequest(configuration: DayConfiguration, wish: PartyWish): SeatingRequest {
  const startMinute = minuteOf(configuration, wish.startsAt);
  return {
    partySize: wish.partySize,
    startMinute,
    endMinute: startMinute + wish.durationMinutes + configuration.resetMinutes,
    channel: wish.channel,
    requiredFeatures: wish.preferredSeating.filter((each) => requiredWishes.includes(each)),
    wishedFeatures: featuresWished(configuration, wish.preferredSeating),
  };
}

/** What a newcomer is offered: at peak the house may keep its large tables for large parties. */
export function newcomerRequest(configuration: DayConfiguration, wish: PartyWish): SeatingRequest {
  const startMinute = minuteOf(configuration, wish.startsAt);
  const seatsMax = seatsMaxAt(configuration, wish.partySize, startMinute);
  return { ...seatingRequest(configuration, wish), seatsMax };
}

/**
 * What a party that was accepted may be given instead of its tables, to make room for another: as a newcomer, so that
 * nobody gets a kept table by the back door, unless it has such a table already, or none at all.
 */
function acceptedRequest(
  configuration: DayConfiguration,
  party: PartyWish & { readonly tableIds: readonly number[] },
): SeatingRequest {
  const request = newcomerRequest(configuration, party);
  if (request.seatsMax === null || request.seatsMax === undefined) return request;
  const held = configuration.tables.filter((table) => party.tableIds.includes(table.id));
  const seats = held.reduce((sum, table) => sum + table.partySizeMax, 0);
  return held.length === 0 || seats > request.seatsMax ? { ...request, seatsMax: null } : request;
}

/** A wish for `window` is met by `window` and by `window_view`. */
function featuresWished(configuration: DayConfiguration, preferredSeating: readonly string[]): string[] {
  if (preferredSeating.length === 0) return [];
  const features = new Set(configuration.tables.flatMap((table) => table.features));
  return [...features].filter((feature) =>
    preferredSeating.some((wish) => feature === wish || feature.startsWith(`${wish}_`)),
  );
}

function holdOccupant(configuration: DayConfiguration, hold: DayHold): SeatingOccupant {
  return { ...acceptedRequest(configuration, hold), key: hold.holdId, tableIds: hold.tableIds, movable: true };
}

function reservationOccupant(configuration: DayConfiguration, reservation: DayReservation): SeatingOccupant {
  const occupant = {
    ...acceptedRequest(configuration, reservation),
    key: String(reservation.id),
    tableIds: reservation.tableIds,
    movable: isExpected(reservation) && !reservation.pinned,
  };
  if (reservation.occupiedFrom === null || reservation.occupiedUntil === null) return occupant;
  return {
    ...occupant,
    // A party handed over from yesterday sat down before this day began.
    startMinute: Math.max(0, minuteOf(configuration, reservation.occupiedFrom)),
    endMinute: minuteOf(configuration, reservation.occupiedUntil) + configuration.resetMinutes,
  };
}

/** A call itself holds the tables: they are promised as firmly as to somebody who sits there. */
function calledOccupant(configuration: DayConfiguration, party: WaitingParty, call: WaitlistCall): SeatingOccupant {
  const wish: PartyWish = {
    partySize: party.partySize,
    preferredSeating: party.preferredSeating,
    time: '',
    startsAt: call.calledAt,
    durationMinutes: Math.ceil((call.turnEndsAt - call.calledAt) / minuteMs),
    channel: 'walk_in',
  };
  const request = seatingRequest(configuration, wish);
  return { ...request, key: String(party.id), tableIds: call.tableIds, movable: false };
}

function blocksOf(state: DayState, configuration: DayConfiguration): SeatingBlock[] {
  const dayMinutes = (configuration.endsAt - configuration.startsAt) / minuteMs;
  const span = (tableId: number, from: number, until: number | null): SeatingBlock => ({
    tableId,
    startMinute: Math.max(0, minuteOf(configuration, from)),
    endMinute:
      until === null ? dayMinutes : Math.min(dayMinutes, Math.ceil((until - configuration.startsAt) / minuteMs)),
  });
  const blocks = [
    ...configuration.maintenance.map((block) => span(block.tableId, block.startsAt, block.endsAt)),
    ...[...state.blocks.values()].map((block) => span(block.tableId, block.startsAt, block.endsAt)),
  ];
  for (const [tableId, { cleaningSince }] of state.conditions) {
    if (cleaningSince === null) continue;
    blocks.push(span(tableId, cleaningSince, cleaningSince + configuration.resetMinutes * minuteMs));
  }
  return blocks.filter((block) => block.startMinute < block.endMinute);
}
