/** The waitlist at the door: join, call, seat, leave. */
import { composeDayId, sequenceMax } from '../ids.ts';
import type { DayCommand } from '../reservation/commands.ts';
import { seatAtDoor } from '../reservation/decide-walk-in.ts';
import { accept, acceptOnWaitlist } from '../reservation/decision.ts';
import type { CommandContext, Decision } from '../reservation/decision.ts';
import type { DayEvent } from '../reservation/events.ts';
import { noneFreeText } from '../reservation/find-table-now.ts';
import { minuteOf, occupancyOf, seatingRequest } from '../reservation/floor-plan.ts';
import { refuse } from '../reservation/refusals.ts';
import type { Refusal } from '../reservation/refusals.ts';
import { placeConflicts, stateAfter } from '../reservation/replan.ts';
import { isOnWaitlist } from '../reservation/state.ts';
import type { DayState, PartyWish, WaitingParty } from '../reservation/state.ts';
import { wishAtDoor } from '../reservation/wish-at-door.ts';
import { placeOn } from '../seating/chosen-tables.ts';
import { calledTo, tableFor } from './next-call.ts';

type WaitlistCommand = Extract<
  DayCommand,
  { type: 'joinWaitlist' | 'callParty' | 'seatFromWaitlist' | 'leaveWaitlist' }
>;
type Join = Extract<WaitlistCommand, { type: 'joinWaitlist' }>;
type Seat = Extract<WaitlistCommand, { type: 'seatFromWaitlist' }>;

const minuteMs = 60_000;
/** Who does not come twice has gone home. */
const unansweredMax = 2;

export function decideWaitlist(state: DayState, command: WaitlistCommand, { now }: CommandContext): Decision {
  if (command.type === 'joinWaitlist') return joinWaitlist(state, command, now);
  const party = state.waitlist.get(command.waitlistId);
  if (party === undefined) return unknownEntry();
  if (command.type === 'leaveWaitlist') return leaveWaitlist(state, party);
  if (!isOnWaitlist(party)) return refuseGone(party);
  return command.type === 'callParty' ? callParty(state, party, now) : seatFromWaitlist(state, party, command, now);
}

export function unknownEntry(): Refusal {
  return refuse('unknown_waitlist_entry', 'There is no such party on the waitlist of this date.');
}

function joinWaitlist(state: DayState, command: Join, now: number): Decision {
  const refusal = refuseAfterService(state, now);
  if (refusal !== null) return refusal;
  const { restaurantId, serviceDate } = state.configuration;
  // Nobody is ever taken off it, so its length is the last number given.
  const sequence = state.waitlist.size + 1;
  if (sequence > sequenceMax)
    return refuse('day_full', 'The waitlist of this date has as many parties as it can number.');
  const { partySize, preferredSeating, quotedMinutes } = command;
  const party: WaitingParty = {
    id: composeDayId({ restaurantId, serviceDate, kind: 'waitlist', sequence }),
    version: 1,
    status: 'waiting',
    partySize,
    preferredSeating,
    joinedAt: now,
    quotedMinutes,
    unanswered: 0,
    call: null,
    reservationId: null,
  };
  return acceptOnWaitlist([{ type: 'WaitlistJoined', party }], party.id);
}

/** Parties may wait before the doors open, but not for a table that will never be given. */
function refuseAfterService({ configuration }: DayState, now: number): Refusal | null {
  if (configuration.closedBecause !== null) {
    return refuse('closed', `The restaurant is closed on this date (${configuration.closedBecause}).`);
  }
  const periods = configuration.periods.filter(({ channels }) => channels.includes('walk_in'));
  if (periods.length === 0) return refuse('closed', 'No table is given to walk-ins on this date.');
  const lastStartMinute = Math.max(...periods.map((period) => period.lastStartMinute));
  if (minuteOf(configuration, now) <= lastStartMinute) return null;
  return refuse('outside_service', 'The last tables of this date have been given; nobody is called any more.');
}

function refuseGone({ status }: WaitingParty): Refusal {
  const what = status === 'seated' ? 'has been seated already' : 'has left the waitlist';
  return refuse('transition_not_allowed', `This party ${what}.`);
}

function callParty(state: DayState, party: WaitingParty, now: number): Decision {
  if (party.status === 'called') return acceptOnWaitlist([], party.id);
  const found = tableFor(state, party, now);
  if (!found.ok) return refuse(found.reason, noneFreeText(found.reason, party.partySize));
  return acceptOnWaitlist([calledTo(state, party, found, now)], party.id);
}

function seatFromWaitlist(state: DayState, party: WaitingParty, command: Seat, now: number): Decision {
  const wish = wishAtDoor(state, { ...party, durationMinutes: null }, now);
  const { call } = party;
  const tableIds = command.tableIds ?? call?.tableIds ?? null;
  const event = { type: 'WaitlistSeated', waitlistId: party.id, reservationId: 0 } as const;
  // What was kept for it must not be in its way.
  const without = stateAfter(state, [event]);
  const own = command.tableIds === null && call !== null;
  const stay = own ? stayOnKept(without, wish, call, now) : wish;
  const seated = seatAtDoor(without, stay, { tableIds, override: false, source: 'waitlist', now });
  if (!seated.ok) return seated;
  const { reservationId } = seated;
  return accept([{ ...event, reservationId }, ...seated.events], reservationId);
}

/** Its whole turn, or where others are promised the tables after it, what was promised when it was called. */
function stayOnKept(
  state: DayState,
  wish: PartyWish,
  call: { readonly tableIds: readonly number[]; readonly turnEndsAt: number },
  now: number,
): PartyWish {
  const request = seatingRequest(state.configuration, wish);
  if (placeOn(occupancyOf(state), request, call.tableIds).ok) return wish;
  const left = Math.floor((call.turnEndsAt - now) / minuteMs);
  return { ...wish, durationMinutes: Math.max(1, Math.min(wish.durationMinutes, left)) };
}

function leaveWaitlist(state: DayState, party: WaitingParty): Decision {
  if (party.status === 'left') return acceptOnWaitlist([], party.id);
  if (party.status === 'seated') return refuseGone(party);
  return acceptOnWaitlist([leavingEvent(state, party, 'asked')], party.id);
}

/** What becomes of a call that nobody answered in time. */
export function unansweredEvent(state: DayState, party: WaitingParty): DayEvent {
  if (party.unanswered + 1 >= unansweredMax) return leavingEvent(state, party, 'unanswered');
  const event = { type: 'CallExpired', waitlistId: party.id, moves: [] } as const;
  return { ...event, moves: placeConflicts(state, event) };
}

export function leavingEvent(
  state: DayState,
  party: WaitingParty,
  because: 'asked' | 'unanswered' | 'closed',
): DayEvent {
  const event = { type: 'WaitlistLeft', waitlistId: party.id, because, moves: [] } as const;
  return because === 'closed' ? event : { ...event, moves: placeConflicts(state, event) };
}
