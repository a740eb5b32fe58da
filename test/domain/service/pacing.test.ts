import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceedsPacing, pacingAt, type PacedParty } from '../../../worker/domain/service/pacing.ts';
import { dayOf, period } from './house.ts';

/** Dinner from minute 840 to 930 by 30 minutes, then a late period from 945 on: four intervals, the last of them short. */
const day = dayOf('2026-11-22', {
  settings: {
    periods: [
      period({ startTime: '18:00', lastStartTime: '19:30', pacingCoversMax: 10, pacingPartiesMax: 3 }),
      period({ name: 'Late', startTime: '19:45', lastStartTime: '20:10', intervalMinutes: 15 }),
    ],
  },
});
const party = (startMinute: number, partySize: number): PacedParty => ({ startMinute, partySize });
const parties = [
  party(839, 9),
  party(840, 2),
  party(869, 4),
  party(870, 3),
  party(944, 5),
  party(945, 6),
  party(990, 2),
];

describe('what starts in an interval', () => {
  it.each([
    ['its first minute', 840, 6, 2, 10, 3],
    ['its last minute', 869, 6, 2, 10, 3],
    ['the next interval', 870, 3, 1, 10, 3],
    ['an empty interval', 900, 0, 0, 10, 3],
    ['the interval of the last start is whole', 935, 5, 1, 10, 3],
    ['but ends where the next period begins', 944, 5, 1, 10, 3],
    ['each period has its own limits', 945, 6, 1, null, null],
    ['the last interval of a period whose last start is off the grid', 985, 0, 0, null, null],
    ['before all periods', 839, 0, 0, null, null],
    ['after all periods', 990, 0, 0, null, null],
  ])('%s', (_, minute, covers, count, coversMax, partiesMax) => {
    expect(pacingAt(day, parties, minute)).toEqual({ covers, parties: count, coversMax, partiesMax });
  });

  it('counts on real minutes when clocks change', () => {
    const night = dayOf('2026-03-28', {
      settings: { periods: [period({ startTime: '01:00', lastStartTime: '03:00', pacingCoversMax: 4 })] },
    });
    // 01:30 is minute 1290 and 03:00 minute 1320, the next interval.
    expect(pacingAt(night, [party(1290, 3), party(1320, 2)], 1320).covers).toBe(2);
  });

  it('counts every party of the periods once, over all intervals', () => {
    const anyParties = fc.array(
      fc.record({ startMinute: fc.integer({ min: 800, max: 1000 }), partySize: fc.integer({ min: 1, max: 9 }) }),
    );
    fc.assert(
      fc.property(anyParties, (someParties) => {
        const sum = [840, 870, 900, 930, 945, 960].map((minute) => pacingAt(day, someParties, minute).covers);
        const within = someParties.filter((each) => each.startMinute >= 840 && each.startMinute < 975);
        expect(sum.reduce((one, other) => one + other, 0)).toBe(within.reduce((one, each) => one + each.partySize, 0));
      }),
    );
  });
});

describe('the limits', () => {
  it.each<[string, PacedParty[], PacedParty, string | null]>([
    ['covers up to the limit', [party(840, 6)], party(840, 4), null],
    ['one more', [party(840, 6)], party(840, 5), 'pacing_covers'],
    ['parties up to the limit', [party(840, 1), party(841, 1)], party(850, 1), null],
    ['one more party', [party(840, 1), party(841, 1), party(842, 1)], party(850, 1), 'pacing_parties'],
    ['covers are named first', [party(840, 3), party(841, 3), party(842, 3)], party(850, 2), 'pacing_covers'],
    ['other intervals do not count', [party(839, 9), party(870, 10)], party(869, 10), null],
    ['a party larger than the limit', [], party(840, 11), 'pacing_covers'],
    ['no limits', [party(945, 500)], party(945, 500), null],
    ['outside the periods', [party(700, 500)], party(700, 500), null],
  ])('%s', (_, others, newcomer, refusal) => {
    expect(exceedsPacing(day, others, newcomer)).toBe(refusal);
  });
});
