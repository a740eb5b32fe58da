/**
 * Whether a party may start at a time, in a named order of checks so that a "no" can say why: the calendar, the window,
 * pacing, tables, and who they are kept for. Availability, holds, bookings, changes and moves all ask here, so none offers what another refuses.
 */
import { findBestTable } from '../seating/find-best-table.ts';
import type { SalesChannel } from '../seating/problem.ts';
import { refuseByWindow } from '../service/booking-window.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { exceedsPacing } from '../service/pacing.ts';
import type { PacedParty } from '../service/pacing.ts';
import { usualTurnMinutes } from '../service/peaks.ts';
import { periodAt, startTimesOf } from '../service/start-times.ts';
import type { StartTime } from '../service/start-times.ts';
import { resolveWallTime, utcOffsetAt } from '../time/service-date.ts';
import type { PlanChange } from './events.ts';
import { minuteOf, newcomerRequest, occupancyOf, seatingRequest } from './floor-plan.ts';
import { isKeptForDemand } from './kept-for-demand.ts';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { isShaped, startsNotShown } from './slot-shaping.ts';
import type { DayState, PartyWish } from './state.ts';

/** What a start is decided on, apart from the state. */
export interface StartContext {
  readonly now: number;
  /** A reservation or hold that the newcomer replaces: it neither holds a table nor counts for pacing. */
  readonly exclude?: string | undefined;
  /** Staff go over pacing, kept tables and beyond the grid; tables are never given twice for it. */
  readonly override?: boolean;
  /** The party keeps the start it was promised: notice, horizon, kept tables and the clock have nothing to say any more. */
  readonly keepsStart?: boolean;
  /** A smaller search than a booking gets; it may say no where a booking would be taken, never the reverse. */
  readonly nodesMax?: number;
}

export interface StartFound {
  readonly ok: true;
  readonly tableIds: readonly number[];
  readonly moves: readonly PlanChange[];
}

const alternativesMax = 4;
/** Once there is anything to offer, times further away than this many starts are not worth the search. */
const alternativesTried = 16;
const minuteMs = 60_000;

/** The instant of a wall time on this date, or why there is none. */
export function instantOfStart(
  configuration: Pick<DayConfiguration, 'serviceDate' | 'zone' | 'dayBoundary'>,
  time: string,
  utcOffset: string | null,
): { readonly ok: true; readonly at: number } | Refusal {
  const { serviceDate, zone, dayBoundary } = configuration;
  const resolved = resolveWallTime(serviceDate, time, zone, dayBoundary);
  if (resolved.kind === 'unique') return { ok: true, at: resolved.at };
  if (resolved.kind === 'gap') {
    return refuse('time_in_gap', `On this night clocks jump over ${time}; choose another time.`);
  }
  const offsets = resolved.at.map((at) => utcOffsetAt(at, zone));
  const at = resolved.at[offsets.indexOf(utcOffset ?? '')];
  if (at !== undefined) return { ok: true, at };
  return refuse(
    'time_repeated',
    `On this night ${time} comes twice; say which with utcOffset ${offsets.join(' or ')}.`,
  );
}

/** Decides one start, and names the nearest other times when it cannot be. */
export function findStart(state: DayState, wish: PartyWish, context: StartContext): StartFound | Refusal {
  const found = decideStart(state, wish, context);
  if (found.ok || !offersAlternatives.has(found.reason)) return found;
  return { ...found, alternativeTimes: alternativesTo(state, wish, context) };
}

const offersAlternatives = new Set<Refusal['reason']>([
  'outside_service',
  'too_soon',
  'in_the_past',
  'pacing_covers',
  'pacing_parties',
  'no_table',
  'kept_for_demand',
]);

interface Decided {
  readonly minute: number;
  readonly starts: Map<string, StartFound | Refusal>;
}
const decided = new WeakMap<DayState, Decided>();

/**
 * Without alternatives: what availability asks for every start of the day. Remembered, since a state never changes and
 * within one minute neither does the window: a refused booking's alternatives and the next guest's page read the same.
 */
export function decideStart(state: DayState, wish: PartyWish, context: StartContext): StartFound | Refusal {
  const { now, exclude, override = false, keepsStart = false, nodesMax } = context;
  if (exclude !== undefined || override || keepsStart || nodesMax !== undefined)
    return decideAnew(state, wish, context);
  const minute = Math.floor(now / minuteMs);
  let known = decided.get(state);
  if (known?.minute !== minute) {
    known = { minute, starts: new Map() };
    decided.set(state, known);
  }
  const { startsAt, partySize, channel, durationMinutes, preferredSeating } = wish;
  const key = [startsAt, partySize, channel, durationMinutes, ...preferredSeating].join('/');
  let found = known.starts.get(key);
  if (found === undefined) {
    found = decideAnew(state, wish, context);
    known.starts.set(key, found);
  }
  return found;
}

function decideAnew(state: DayState, wish: PartyWish, context: StartContext): StartFound | Refusal {
  const refusal = refuseByCalendar(state.configuration, wish, context) ?? refuseByPacing(state, wish, context);
  if (refusal !== null) return refusal;
  const { exclude, nodesMax, override = false, keepsStart = false } = context;
  const options = nodesMax === undefined ? { exclude } : { exclude, nodesMax };
  const anyTable = seatingRequest(state.configuration, wish);
  // A promise that stands, and staff who go over it, have every table to choose from.
  const request = override || keepsStart ? anyTable : newcomerRequest(state.configuration, wish);
  const decision = findBestTable(occupancyOf(state), request, options);
  if (!decision.ok) {
    const kept = request !== anyTable && typeof request.seatsMax === 'number';
    if (kept && findBestTable(occupancyOf(state), anyTable, options).ok) return refuseKeptTables(state.configuration);
    return refuse(decision.reason, seatingRefusalText(decision.reason, wish.partySize));
  }
  if (request !== anyTable && isKeptForDemand(state, request, context.now)) return refuseKeptForDemand(wish.partySize);
  return { ok: true, tableIds: decision.tableIds, moves: decision.moves };
}

function refuseKeptTables({ seating }: DayConfiguration): Refusal {
  const from = String(seating.peakLargeTables?.partySizeMin);
  return refuse(
    'kept_for_demand',
    `At our busiest times the larger tables are kept for parties of ${from} or more; an earlier or later time will work better.`,
  );
}

function refuseKeptForDemand(partySize: number): Refusal {
  return refuse(
    'kept_for_demand',
    `We keep our last tables at that time for larger parties, since we expect many; for ${String(partySize)} another time works better, or please call us.`,
  );
}

/** The checks that need no bookings: a request that fails here never reaches a day. */
export function refuseByCalendar(day: DayConfiguration, wish: PartyWish, context: StartContext): Refusal | null {
  if (day.closedBecause !== null)
    return refuse('closed', `The restaurant is closed on this date (${day.closedBecause}).`);
  if (day.periods.length === 0) return refuse('closed', 'The restaurant is closed on this weekday.');
  const window = context.keepsStart === true ? null : refuseByWindow(day, wish.startsAt, context.now, wish.channel);
  if (window !== null) return refuse(window, windowRefusalText(window, day));
  const { partySizeMinOnline, partySizeMaxOnline } = day.policies;
  if (wish.channel === 'online' && wish.partySize > partySizeMaxOnline) {
    return refuse(
      'party_too_large',
      `Online we take parties of up to ${String(partySizeMaxOnline)}; please call us for more.`,
    );
  }
  if (wish.channel === 'online' && wish.partySize < partySizeMinOnline) {
    return refuse(
      'party_too_small',
      `Online we take parties of ${String(partySizeMinOnline)} or more; please call us.`,
    );
  }
  const minute = minuteOf(day, wish.startsAt);
  const endMinute = minute + wish.durationMinutes + day.resetMinutes;
  const withinDay = endMinute <= (day.endsAt - day.startsAt) / minuteMs;
  if (withinDay && mayStart(day, minute, wish.channel, context.override === true)) return null;
  return refuse('outside_service', 'No table starts at that time; choose one of the times offered.');
}

/** Guests start on the grid; staff between its lines too, and with an override at any time of the day. */
function mayStart(day: DayConfiguration, minute: number, channel: SalesChannel, override: boolean): boolean {
  if (override) return true;
  const period = periodAt(day, minute, channel);
  if (period === null) return false;
  return channel !== 'online' || (minute - period.startMinute) % period.intervalMinutes === 0;
}

function refuseByPacing(state: DayState, wish: PartyWish, context: StartContext): Refusal | null {
  if (context.override === true) return null;
  const newcomer = { startMinute: minuteOf(state.configuration, wish.startsAt), partySize: wish.partySize };
  const reason = exceedsPacing(state.configuration, pacedParties(state, context.exclude), newcomer);
  if (reason === null) return null;
  return refuse(reason, 'Too many guests start at that time for the kitchen to serve them well.');
}

/** Every promise that starts in service: seated and completed parties were served too, holds are about to be. */
function pacedParties(state: DayState, exclude: string | undefined): PacedParty[] {
  const parties: PacedParty[] = [];
  const add = (wish: PartyWish): void => {
    parties.push({ startMinute: minuteOf(state.configuration, wish.startsAt), partySize: wish.partySize });
  };
  for (const hold of state.holds.values()) if (hold.holdId !== exclude) add(hold);
  for (const reservation of state.reservations.values()) {
    const served = reservation.status !== 'cancelled' && reservation.status !== 'no_show';
    if (served && String(reservation.id) !== exclude) add(reservation);
  }
  return parties;
}

/** Times of the same date at which the same party could start, nearest first; those not shown come last. */
function alternativesTo(state: DayState, wish: PartyWish, context: StartContext): string[] {
  const { configuration } = state;
  const distance = (start: StartTime): number => Math.abs(start.at - wish.startsAt);
  // To know which are not shown, those around them must be known, too.
  const foundMax = isShaped(configuration, wish) ? alternativesTried : alternativesMax;
  const found: PartyWish[] = [];
  const starts = startTimesOf(configuration).filter((start) => start.period.channels.includes(wish.channel));
  const nearest = starts.sort((a, b) => distance(a) - distance(b) || a.at - b.at);
  const usual = isUsual(configuration, wish);
  for (const [tried, start] of nearest.entries()) {
    if (found.length === foundMax || (found.length > 0 && tried >= alternativesTried)) break;
    if (start.at === wish.startsAt) continue;
    const other = { ...wish, time: start.time, startsAt: start.at };
    const asked = usual ? wishFor(configuration, other, null) : other;
    if (decideStart(state, asked, { ...context, override: false, keepsStart: false }).ok) found.push(asked);
  }
  const notShown = startsNotShown(state, found);
  const shown = found.filter(({ startsAt }) => !notShown.has(startsAt));
  const others = found.filter(({ startsAt }) => notShown.has(startsAt));
  return [...shown, ...others].slice(0, alternativesMax).map(({ time }) => time);
}

/** Nobody asked for another turn than the usual one, which depends on the start. */
export function isUsual(configuration: DayConfiguration, wish: PartyWish): boolean {
  return wishFor(configuration, wish, null).durationMinutes === wish.durationMinutes;
}

/** The wish of a party as the day's rules complete it. */
export function wishFor(
  configuration: DayConfiguration,
  asked: Pick<PartyWish, 'time' | 'startsAt' | 'partySize' | 'channel' | 'preferredSeating'>,
  durationMinutes: number | null,
): PartyWish {
  const startMinute = minuteOf(configuration, asked.startsAt);
  return {
    ...asked,
    durationMinutes: durationMinutes ?? usualTurnMinutes(configuration, asked.partySize, startMinute),
  };
}

function windowRefusalText(reason: 'too_soon' | 'beyond_horizon' | 'in_the_past', day: DayConfiguration): string {
  if (reason === 'in_the_past') return 'That time has passed.';
  if (reason === 'too_soon') {
    return `We need ${String(day.policies.noticeMinutes)} minutes' notice for a booking; please call us.`;
  }
  return `We take bookings up to ${String(day.policies.horizonDays)} days ahead.`;
}

function seatingRefusalText(reason: Refusal['reason'], partySize: number): string {
  switch (reason) {
    case 'party_too_large':
      return `No table or combination of tables seats ${String(partySize)}; please call us.`;
    case 'party_too_small':
      return `Every table is kept for parties larger than ${String(partySize)}.`;
    case 'no_table_with_features':
      return 'No table for this party has what it needs.';
    default:
      return `Every table for ${String(partySize)} is taken at that time.`;
  }
}
