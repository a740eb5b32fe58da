/** Who wants a table on a date: the same parties for the same house and date, whether it lies ahead or behind. */
import {
  addDays,
  resolveWallTime,
  wallMinuteOf,
  wallTimeAt,
  weekdayOf,
} from '../../worker/domain/time/service-date.ts';
import { chanceFrom } from '../../worker/domain/chance.ts';
import type { Chance } from '../../worker/domain/chance.ts';
import { drawGuest } from './guests.ts';
import type { DemoGuest } from './guests.ts';
import { partySizes } from './house.ts';
import type { DemoHouse } from './house.ts';
import { drawWishes } from './wishes.ts';
import type { Wishes } from './wishes.ts';

const demoSeed = 'maitred demo 1';

/** Instants in epoch milliseconds. */
export interface DrawnParty extends Wishes {
  /** Null for a walk-in, which is booked the moment it stands at the door. */
  readonly guest: DemoGuest | null;
  readonly source: 'online' | 'phone' | 'partner' | 'walk_in';
  readonly partySize: number;
  readonly date: string;
  readonly time: string;
  readonly startsAt: number;
  readonly bookedAt: number;
  readonly fate: 'comes' | 'cancels' | 'no_show';
  /** When it calls off; only for those who do. */
  readonly cancelledAt: number;
  /** When it is at the door, and how long it keeps its table; only for those who come. */
  readonly arrivesAt: number;
  readonly stayMinutes: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const leadSpread = 1.25;
const longestLeadDays = 44;

/** What is drawn for a house; its guests are the same whatever they are drawn for. */
export function chanceOf({ profile }: DemoHouse): Chance {
  return chanceFrom(demoSeed).of(profile.slug ?? '');
}

/** In the order in which they book. */
export function drawParties(house: DemoHouse, date: string): DrawnParty[] {
  const starts = startsOn(house, date);
  if (starts.length === 0) return [];
  const seed = chanceOf(house);
  const chance = seed.of(date);
  const { demand } = house;
  const share = (demand.weekdayShares[weekdayOf(date)] ?? 0) * (demand.monthShares[Number(date.slice(5, 7)) - 1] ?? 1);
  const bookings = Math.round(demand.bookingsPerSaturday * share * Math.max(0.7, chance.normal(1, 0.08)));
  const walkIns = Math.round(bookings * demand.walkInShare);
  const drawn: DrawnParty[] = [];
  for (let index = 0; index < bookings + walkIns; index += 1) {
    drawn.push(drawParty(house, date, starts, index >= bookings, chance.of(index), seed));
  }
  return drawn.sort((a, b) => a.bookedAt - b.bookedAt);
}

/** Every start of the date with its weight: by the hour, and full hours before quarters. */
function startsOn(house: DemoHouse, date: string): (readonly [time: string, weight: number])[] {
  const { periods } = house.settings;
  const boundary = '04:00';
  const starts: (readonly [string, number])[] = [];
  for (const period of periods.filter(({ weekdays }) => weekdays.includes(weekdayOf(date)))) {
    const last = wallMinuteOf(period.lastStartTime, boundary);
    for (let minute = wallMinuteOf(period.startTime, boundary); minute <= last; minute += period.intervalMinutes) {
      const [hour, past] = [Math.floor(minute / 60) + 4, minute % 60];
      const weight = house.demand.hours.find(([each]) => each === hour)?.[1] ?? 0.5;
      const time = `${String(hour % 24).padStart(2, '0')}:${String(past).padStart(2, '0')}`;
      starts.push([time, weight * (past === 0 ? 3 : past === 30 ? 2 : 1)]);
    }
  }
  return starts;
}

function drawParty(
  house: DemoHouse,
  date: string,
  starts: readonly (readonly [string, number])[],
  walksIn: boolean,
  chance: Chance,
  seed: Chance,
): DrawnParty {
  const { zone } = house.profile;
  const partySize = chance.weighted(walksIn ? partySizes.filter(([size]) => size <= 4) : partySizes);
  const time = chance.weighted(starts);
  const promised = instantOf(date, time, zone);
  // Nobody walks in on the dot.
  const startsAt = walksIn ? promised + chance.whole(0, 14) * minuteMs : promised;
  const bookedAt = walksIn ? startsAt : bookedAtOf(house, startsAt, chance);
  const turn =
    house.settings.turnTimes.find(({ partySizeMax }) => partySize <= partySizeMax) ?? house.settings.turnTimes.at(-1);
  const fate = walksIn
    ? 'comes'
    : chance.weighted([
        ['comes', 88],
        ['cancels', 8],
        ['no_show', 4],
      ] as const);
  const minutesLate = chance.happens(0.15) ? chance.whole(6, 26) : chance.whole(-9, 5);
  return {
    ...drawWishes(house, walksIn, chance),
    guest: walksIn ? null : drawGuest(house, chance, seed),
    source: walksIn ? 'walk_in' : sourceOf(house, startsAt - bookedAt, chance),
    partySize,
    date,
    time: walksIn ? wallTimeAt(startsAt, zone) : time,
    startsAt,
    bookedAt,
    fate,
    cancelledAt: bookedAt + Math.floor((startsAt - 40 * minuteMs - bookedAt) * chance.next()),
    arrivesAt: walksIn ? startsAt : startsAt + minutesLate * minuteMs,
    stayMinutes: Math.round((turn?.minutes ?? 90) * Math.min(1.3, Math.max(0.6, chance.normal(0.94, 0.14)))),
  };
}

/** Log-normal around the median lead; hardly anybody books before seven in the morning. */
function bookedAtOf(house: DemoHouse, startsAt: number, chance: Chance): number {
  const days = house.demand.medianLeadDays * Math.exp(chance.normal(0, leadSpread));
  const leadMs = Math.min(days, longestLeadDays) * dayMs;
  const at = startsAt - Math.max(leadMs, 50 * minuteMs);
  const hour = Number(wallTimeAt(at, house.profile.zone).slice(0, 2));
  return hour < 7 && startsAt - at > 12 * 3_600_000 ? at + chance.whole(7, 10) * 3_600_000 : at;
}

function sourceOf(house: DemoHouse, leadMs: number, chance: Chance): DrawnParty['source'] {
  const online = leadMs >= house.settings.policies.noticeMinutes * minuteMs;
  return online
    ? chance.weighted([
        ['online', 64],
        ['phone', 26],
        ['partner', 10],
      ] as const)
    : 'phone';
}

/** A time that clocks jump over becomes the moment of the jump; of a repeated one the first is meant. */
function instantOf(date: string, time: string, zone: string): number {
  const resolved = resolveWallTime(date, time, zone, '04:00');
  if (resolved.kind === 'gap') return resolved.nextAt;
  return resolved.kind === 'unique' ? resolved.at : resolved.at[0];
}

/** `count` dates from `first` on. */
export function datesFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}
