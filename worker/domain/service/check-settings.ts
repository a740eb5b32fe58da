/** The rules that a restaurant's settings keep, so that every day resolved from them can be decided on. */
import { isServiceDate, isWallTime, wallMinuteOf } from '../time/service-date.ts';
import { checkSeatingPolicies } from './check-seating-policies.ts';
import type { BookingPolicies, ServicePeriod, ServiceSettings, WallTime } from './configuration.ts';

export interface SettingsProblem {
  /** Where, `periods.1.startTime`. */
  readonly path: string;
  /** What to do about it. */
  readonly message: string;
}

type Report = (path: string, message: string) => void;

const dayMinutes = 1440;
const horizonDaysMax = 730;
const channels: readonly string[] = ['online', 'in_house', 'walk_in'];

/** Everything that is wrong, in the order of the settings; empty when all is well. `dayBoundary` is a wall time. */
export function checkSettings(settings: ServiceSettings, dayBoundary: WallTime): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const report: Report = (path, message) => problems.push({ path, message });
  const longestMinutes = Math.max(0, ...settings.turnTimes.map((turn) => turn.minutes)) + settings.resetMinutes;
  const lastMinute = dayMinutes - longestMinutes;
  settings.periods.forEach((period, index) => {
    checkWeekdays(period, `periods.${index}`, report);
    checkPeriod(period, `periods.${index}`, dayBoundary, lastMinute, report);
  });
  checkOverlaps(settings.periods, 'periods', dayBoundary, sharesWeekday, report);
  checkSpecialDays(settings, dayBoundary, lastMinute, report);
  checkTurnTimes(settings, report);
  checkPolicies(settings.policies, report);
  checkSeatingPolicies(settings, dayBoundary, report);
  return problems;
}

function checkWeekdays(period: ServicePeriod, path: string, report: Report): void {
  const known = period.weekdays.every((weekday) => isWhole(weekday, 0, 6));
  if (!known || period.weekdays.length === 0 || new Set(period.weekdays).size < period.weekdays.length) {
    report(`${path}.weekdays`, 'Choose at least one weekday, from 0 (Sunday) to 6 (Saturday), each once.');
  }
}

function checkPeriod(
  period: ServicePeriod,
  path: string,
  dayBoundary: WallTime,
  lastMinute: number,
  report: Report,
): void {
  if (period.name.trim() === '') report(`${path}.name`, 'Give the period a name, such as Dinner.');
  if (!isWhole(period.intervalMinutes, 5, 120) || period.intervalMinutes % 5 !== 0) {
    report(`${path}.intervalMinutes`, 'Use 5 to 120 minutes between start times, in steps of 5.');
  }
  for (const limit of ['pacingCoversMax', 'pacingPartiesMax'] as const) {
    if (period[limit] !== null && !isWhole(period[limit], 1, 10_000)) {
      report(`${path}.${limit}`, 'Use a whole number from 1, or leave it empty for no limit.');
    }
  }
  if (period.channels.length === 0 || !period.channels.every((channel) => channels.includes(channel))) {
    report(`${path}.channels`, `Choose at least one channel of ${channels.join(', ')}.`);
  }
  checkStarts(period, path, dayBoundary, lastMinute, report);
}

function checkStarts(
  period: ServicePeriod,
  path: string,
  dayBoundary: WallTime,
  lastMinute: number,
  report: Report,
): void {
  for (const time of ['startTime', 'lastStartTime'] as const) {
    if (!isWallTime(period[time]) || Number(period[time].slice(3)) % 5 !== 0) {
      report(`${path}.${time}`, 'Use a time of day such as 19:30, in steps of 5 minutes.');
    }
  }
  if (!isWallTime(period.startTime) || !isWallTime(period.lastStartTime)) return;
  const last = wallMinuteOf(period.lastStartTime, dayBoundary);
  if (last < wallMinuteOf(period.startTime, dayBoundary)) {
    report(
      `${path}.lastStartTime`,
      `Let the last start be at or after ${period.startTime}, within the day that ends at ${dayBoundary}.`,
    );
  } else if (last > lastMinute) {
    const minutes = last - lastMinute;
    report(
      `${path}.lastStartTime`,
      `The longest turn with its reset would end ${minutes} minutes after the day boundary (${dayBoundary}): ` +
        `move the last start ${minutes} minutes earlier, or shorten turn or reset.`,
    );
  }
}

function checkOverlaps(
  periods: readonly ServicePeriod[],
  path: string,
  dayBoundary: WallTime,
  meet: (one: ServicePeriod, other: ServicePeriod) => boolean,
  report: Report,
): void {
  const startOf = (period: ServicePeriod): number => wallMinuteOf(period.startTime, dayBoundary);
  const lastOf = (period: ServicePeriod): number => wallMinuteOf(period.lastStartTime, dayBoundary);
  periods.forEach((period, index) => {
    if (!isWallTime(period.startTime) || !isWallTime(period.lastStartTime)) return;
    const clash = periods.slice(0, index).find((earlier) => {
      if (!isWallTime(earlier.startTime) || !isWallTime(earlier.lastStartTime) || !meet(earlier, period)) return false;
      return startOf(period) <= lastOf(earlier) && startOf(earlier) <= lastOf(period);
    });
    if (clash !== undefined) {
      report(
        `${path}.${index}.startTime`,
        `${period.name} overlaps ${clash.name} (${clash.startTime} to ${clash.lastStartTime}): ` +
          'let one begin after the last start of the other, or use different weekdays.',
      );
    }
  });
}

function sharesWeekday(one: ServicePeriod, other: ServicePeriod): boolean {
  return one.weekdays.some((weekday) => other.weekdays.includes(weekday));
}

function checkSpecialDays(settings: ServiceSettings, dayBoundary: WallTime, lastMinute: number, report: Report): void {
  const seen = new Set<string>();
  settings.specialDays.forEach((day, index) => {
    const path = `specialDays.${index}`;
    if (!isServiceDate(day.date)) report(`${path}.date`, 'Use a date that exists, such as 2026-12-24.');
    if (seen.has(day.date)) report(`${path}.date`, `${day.date} is there already: keep one special day per date.`);
    seen.add(day.date);
    if (day.name.trim() === '') report(`${path}.name`, 'Give the day a name; guests see it as the reason.');
    const periods = day.periods ?? [];
    if (day.closed && periods.length > 0) report(`${path}.periods`, 'Remove the periods, or mark the day as open.');
    if (!day.closed && day.periods?.length === 0) {
      report(
        `${path}.periods`,
        'Add a period, leave periods empty (null) for the usual ones, or mark the day as closed.',
      );
    }
    periods.forEach((period, at) => {
      checkPeriod(period, `${path}.periods.${at}`, dayBoundary, lastMinute, report);
    });
    checkOverlaps(periods, `${path}.periods`, dayBoundary, () => true, report);
  });
}

function checkTurnTimes(settings: ServiceSettings, report: Report): void {
  if (settings.turnTimes.length === 0)
    report('turnTimes', 'Add at least one turn time; the last serves all larger parties.');
  settings.turnTimes.forEach((turn, index) => {
    if (!isWhole(turn.partySizeMax, (settings.turnTimes[index - 1]?.partySizeMax ?? 0) + 1, 10_000)) {
      report(`turnTimes.${index}.partySizeMax`, 'Use whole party sizes from 1, each larger than the one before.');
    }
    if (!isWhole(turn.minutes, 15, 720) || turn.minutes % 5 !== 0) {
      report(`turnTimes.${index}.minutes`, 'Use 15 to 720 minutes, in steps of 5.');
    }
  });
  if (!isWhole(settings.resetMinutes, 0, 120) || settings.resetMinutes % 5 !== 0) {
    report('resetMinutes', 'Use 0 to 120 minutes, in steps of 5.');
  }
}

function checkPolicies(policies: BookingPolicies, report: Report): void {
  const whole = (name: keyof BookingPolicies, min: number, max: number): void => {
    const value = policies[name];
    if (typeof value !== 'number' || !isWhole(value, min, max)) {
      report(`policies.${name}`, `Use a whole number from ${min} to ${max}.`);
    }
  };
  whole('noticeMinutes', 0, horizonDaysMax * dayMinutes);
  whole('horizonDays', 0, horizonDaysMax);
  whole('partySizeMinOnline', 1, 1_000);
  whole('partySizeMaxOnline', 1, 1_000);
  whole('holdMinutes', 1, 60);
  whole('lateAfterMinutes', 0, dayMinutes);
  whole('cancelUntilMinutes', 0, horizonDaysMax * dayMinutes);
  whole('modifyUntilMinutes', 0, horizonDaysMax * dayMinutes);
  if (policies.pendingFromPartySize !== null) whole('pendingFromPartySize', 1, 1_000);
  if (policies.noShowAfterMinutes !== null) whole('noShowAfterMinutes', 1, dayMinutes);
  if (policies.partySizeMaxOnline < policies.partySizeMinOnline) {
    report('policies.partySizeMaxOnline', 'Let the largest party online be no smaller than the smallest.');
  }
  if (policies.noticeMinutes >= (policies.horizonDays + 1) * dayMinutes) {
    report('policies.noticeMinutes', 'Ask for less notice than the horizon is long, or no guest can ever book.');
  }
  if (policies.noShowAfterMinutes !== null && policies.noShowAfterMinutes < policies.lateAfterMinutes) {
    report('policies.noShowAfterMinutes', 'Let no-show follow late, not come before it.');
  }
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
