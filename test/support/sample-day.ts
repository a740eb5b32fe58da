/** A small house to decide on: what the tests of the day's rules share. */
import type { DayCommand } from '../../worker/domain/reservation/commands.ts';
import { decide } from '../../worker/domain/reservation/decide.ts';
import type { Decision } from '../../worker/domain/reservation/decision.ts';
import { dueEvents } from '../../worker/domain/reservation/due.ts';
import type { CommandActor, DayEvent, LedgerEntry } from '../../worker/domain/reservation/events.ts';
import { fold } from '../../worker/domain/reservation/fold.ts';
import { unopenedDay } from '../../worker/domain/reservation/state.ts';
import type { DayState } from '../../worker/domain/reservation/state.ts';
import type { RestaurantConfiguration, ServiceSettings } from '../../worker/domain/service/configuration.ts';
import { defaultSettings } from '../../worker/domain/service/default-settings.ts';
import { resolveDay } from '../../worker/domain/service/resolve-day.ts';
import { resolveWallTime } from '../../worker/domain/time/service-date.ts';

const sampleDate = '2026-11-20';
const zone = 'Europe/Paris';
const dayBoundary = '04:00';

export const guest: CommandActor = { kind: 'anonymous', userId: null };
export const host: CommandActor = { kind: 'staff', userId: 2 };
export const manager: CommandActor = { kind: 'staff', userId: 1 };
export const house: CommandActor = { kind: 'system', userId: null };

const table = (id: number, capacity: number, features: readonly string[] = []) => ({
  id,
  tableNumber: String(id),
  partySizeMin: 1,
  partySizeMax: capacity,
  areaId: 1,
  features,
  channels: ['online', 'in_house', 'walk_in'] as const,
});

/** Two twos, two fours, one of them accessible, and a six; the fours can be joined for seven. */
const sampleTables = [
  table(1, 2),
  table(2, 2, ['window']),
  table(3, 4, ['wheelchair_accessible']),
  table(4, 4),
  table(5, 6),
];

/** Dinner from 18:00 to 21:30 every quarter, an hour and a half for everybody, a quarter to reset. */
export function sampleConfiguration(
  change: Partial<Omit<RestaurantConfiguration, 'settings'>> & { readonly settings?: Partial<ServiceSettings> } = {},
): RestaurantConfiguration {
  const { settings, ...rest } = change;
  const defaults = defaultSettings();
  return {
    version: 1,
    restaurantId: 7,
    groupId: 1,
    zone,
    dayBoundary,
    tables: sampleTables,
    combinations: [{ id: 1, tableIds: [3, 4], partySizeMin: 5, partySizeMax: 7 }],
    maintenance: [],
    staff: [
      { userId: 1, roles: ['manager'] },
      { userId: 2, roles: ['host'] },
      { userId: 3, roles: ['kitchen'] },
    ],
    ...rest,
    settings: {
      ...defaults,
      periods: [
        {
          name: 'Dinner',
          weekdays: [0, 1, 2, 3, 4, 5, 6],
          startTime: '18:00',
          lastStartTime: '21:30',
          intervalMinutes: 15,
          pacingCoversMax: null,
          pacingPartiesMax: null,
          channels: ['online', 'in_house', 'walk_in'],
        },
      ],
      turnTimes: [{ partySizeMax: 99, minutes: 90 }],
      resetMinutes: 15,
      policies: { ...defaults.policies, noticeMinutes: 0, horizonDays: 60, pendingFromPartySize: null },
      ...settings,
    },
  };
}

export function at(time: string, date = sampleDate): number {
  const resolved = resolveWallTime(date, time, zone, dayBoundary);
  if (resolved.kind !== 'unique') throw new Error(`${time} is ${resolved.kind}`);
  return resolved.at;
}

/** A day and its ledger, driven like the object drives it: what is due, the command, and what that brings about. */
export class SampleDay {
  state: DayState;
  readonly ledger: LedgerEntry[] = [];
  now: number;

  constructor(configuration: RestaurantConfiguration = sampleConfiguration(), now = at('12:00')) {
    this.state = unopenedDay(resolveDay(configuration, sampleDate));
    this.now = now;
  }

  do(command: DayCommand, actor: CommandActor = host): Decision {
    this.pass(this.now);
    const decision = decide(this.state, command, { now: this.now, actor });
    this.#append(decision.events ?? [], actor);
    if (this.state.waitlist.size > 0) this.pass(this.now);
    return decision;
  }

  /** Lets time pass, with what it brings. */
  pass(to: number): void {
    this.now = Math.max(this.now, to);
    this.#append(dueEvents(this.state, this.now), house);
  }

  #append(events: readonly DayEvent[], actor: CommandActor): void {
    const entries = events.map((event, index): LedgerEntry => {
      return { seq: this.state.seq + 1 + index, at: this.now, actor, source: 'test', event };
    });
    this.ledger.push(...entries);
    this.state = fold(this.state, entries);
  }

  /** Books and gives the id; throws when refused. */
  book(
    time: string,
    partySize: number,
    change: Partial<Extract<DayCommand, { type: 'bookTable' }>> = {},
    actor = host,
  ): number {
    const decision = this.do(bookCommand(time, partySize, change), actor);
    if (!decision.ok || decision.reservationId === null) throw new Error(`refused: ${JSON.stringify(decision)}`);
    return decision.reservationId;
  }

  /** Puts a party on the waitlist and gives its id; throws when refused. */
  join(partySize: number, preferredSeating: readonly string[] = []): number {
    const decision = this.do({ type: 'joinWaitlist', partySize, preferredSeating, quotedMinutes: 20 });
    if (!decision.ok || decision.waitlistId === undefined) throw new Error(`refused: ${JSON.stringify(decision)}`);
    return decision.waitlistId;
  }

  waiting(id: number) {
    const party = this.state.waitlist.get(id);
    if (party === undefined) throw new Error(`nobody ${String(id)} on the waitlist`);
    return party;
  }

  reservation(id: number) {
    const reservation = this.state.reservations.get(id);
    if (reservation === undefined) throw new Error(`no reservation ${String(id)}`);
    return reservation;
  }
}

export function bookCommand(
  time: string,
  partySize: number,
  change: Partial<Extract<DayCommand, { type: 'bookTable' }>> = {},
): Extract<DayCommand, { type: 'bookTable' }> {
  return {
    type: 'bookTable',
    time,
    utcOffset: null,
    partySize,
    preferredSeating: [],
    source: 'phone',
    channel: 'in_house',
    durationMinutes: null,
    tableIds: null,
    holdId: null,
    override: false,
    ...change,
  };
}
