/** The rules that seating policies keep, part of the settings' rules. */
import { isWallTime, wallMinuteOf } from '../time/service-date.ts';
import type { PeakTime, ServiceSettings, WallTime } from './configuration.ts';

type Report = (path: string, message: string) => void;

const dayMinutes = 1440;
const turnMinutesMin = 15;

export function checkSeatingPolicies(settings: ServiceSettings, dayBoundary: WallTime, report: Report): void {
  const { peaks, peakTurnMinutesLess, peakLargeTables } = settings.seating;
  peaks.forEach((peak, index) => {
    checkPeak(peak, `seating.peaks.${index}`, dayBoundary, report);
  });
  const shortestMinutes = Math.min(...settings.turnTimes.map((turn) => turn.minutes));
  if (!isWhole(peakTurnMinutesLess, 0, 60) || peakTurnMinutesLess % 5 !== 0) {
    report('seating.peakTurnMinutesLess', 'Use 0 to 60 minutes, in steps of 5.');
  } else if (peakTurnMinutesLess > 0 && shortestMinutes - peakTurnMinutesLess < turnMinutesMin) {
    report(
      'seating.peakTurnMinutesLess',
      `Your shortest turn of ${shortestMinutes} minutes would leave less than ${turnMinutesMin}: ` +
        `take at most ${Math.max(0, shortestMinutes - turnMinutesMin)} minutes off.`,
    );
  }
  if (peakLargeTables !== null) checkLargeTables(peakLargeTables, report);
}

function checkPeak(peak: PeakTime, path: string, dayBoundary: WallTime, report: Report): void {
  const known = peak.weekdays.every((weekday) => isWhole(weekday, 0, 6));
  if (!known || peak.weekdays.length === 0 || new Set(peak.weekdays).size < peak.weekdays.length) {
    report(`${path}.weekdays`, 'Choose at least one weekday, from 0 (Sunday) to 6 (Saturday), each once.');
  }
  for (const time of ['startTime', 'endTime'] as const) {
    if (!isWallTime(peak[time]) || Number(peak[time].slice(3)) % 5 !== 0) {
      report(`${path}.${time}`, 'Use a time of day such as 19:30, in steps of 5 minutes.');
    }
  }
  if (!isWallTime(peak.startTime) || !isWallTime(peak.endTime)) return;
  // A peak may last to the day's very end.
  const end = peak.endTime === dayBoundary ? dayMinutes : wallMinuteOf(peak.endTime, dayBoundary);
  if (end <= wallMinuteOf(peak.startTime, dayBoundary)) {
    report(`${path}.endTime`, `Let it end after ${peak.startTime}, within the day that ends at ${dayBoundary}.`);
  }
}

function checkLargeTables(kept: { readonly seatsMin: number; readonly partySizeMin: number }, report: Report): void {
  for (const part of ['seatsMin', 'partySizeMin'] as const) {
    if (!isWhole(kept[part], 2, 99)) report(`seating.peakLargeTables.${part}`, 'Use a whole number from 2 to 99.');
  }
  if (kept.partySizeMin > kept.seatsMin) {
    report(
      'seating.peakLargeTables.partySizeMin',
      `A party of ${kept.seatsMin} fills a table of ${kept.seatsMin}: keep such tables for parties of that size or less.`,
    );
  }
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
