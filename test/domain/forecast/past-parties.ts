/** Past parties for tests of learning: ordinary in everything that a test does not say. */
import type { Chance } from '../../../worker/domain/chance.ts';
import type { LearningSettings, PastParty } from '../../../worker/domain/forecast/house-model.ts';
import { addDays, weekdayOf } from '../../../worker/domain/time/service-date.ts';

export const settings: LearningSettings = {
  turnTimes: [
    { partySizeMax: 2, minutes: 90 },
    { partySizeMax: 4, minutes: 105 },
    { partySizeMax: 8, minutes: 150 },
  ],
  learnedOn: '2026-11-22',
};

export function past(more: Partial<PastParty> = {}): PastParty {
  const serviceDate = more.serviceDate ?? '2026-11-20';
  return {
    serviceDate,
    weekday: weekdayOf(serviceDate),
    period: 'Dinner',
    // 19:00, from four in the morning.
    minute: 15 * 60,
    partySize: 2,
    durationConfigured: 90,
    leadMinutes: 3 * 1_440,
    source: 'online',
    status: 'completed',
    stayMinutes: 90,
    priorVisits: 0,
    priorNoShows: 0,
    cancelledLeadMinutes: null,
    ...more,
  };
}

/** `count` times the same with something drawn for each. */
export function many(count: number, chance: Chance, draw: (chance: Chance, index: number) => Partial<PastParty>) {
  return Array.from({ length: count }, (_, index) => past(draw(chance.of(index), index)));
}

/** So many days before the learning. */
export function daysAgo(days: number): string {
  return addDays(settings.learnedOn, -days);
}
