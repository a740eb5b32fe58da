import { describe, expect, it } from 'vitest';
import { calculateTableTurnover } from '../../../worker/domain/seating/table-turnover.ts';
import { occupiedShareOf, utilizationOf } from '../../../worker/domain/seating/utilization.ts';

const span = (startMinute: number, endMinute: number) => ({ startMinute, endMinute });
/** Lunch and dinner, six hours together. */
const service = [span(720, 840), span(1080, 1320)];

describe('what is used of the seats', () => {
  it.each([
    ['an empty room', [], 40, 0],
    ['a house without seats', [{ partySize: 4, ...span(1080, 1170) }], 0, 0],
    ['four at lunch for an hour, of ten seats for six hours', [{ partySize: 4, ...span(750, 810) }], 10, 240 / 3600],
    ['nothing outside service', [{ partySize: 4, ...span(600, 720) }], 10, 0],
    ['what sticks out is cut off', [{ partySize: 4, ...span(1290, 1380) }], 10, 120 / 3600],
    ['never more than all', [{ partySize: 20, ...span(0, 1440) }], 10, 1],
  ])('%s', (_what, parties, seats, rate) => {
    expect(utilizationOf(parties, seats, service)).toBeCloseTo(rate);
  });
  it('on a closed date is nothing', () => {
    expect(utilizationOf([{ partySize: 4, ...span(750, 810) }], 10, [])).toBe(0);
    expect(occupiedShareOf([span(750, 810)], [])).toBe(0);
  });
  it('counts a time once however many share it', () => {
    expect(occupiedShareOf([span(720, 780), span(750, 810), span(1080, 1110)], service)).toBeCloseTo(120 / 360);
  });
});

it('a table turns with every party that sat, sits or will sit there', () => {
  const parties = [
    { tableIds: [1], partySize: 2, progress: 'left', ...span(720, 780) },
    { tableIds: [1, 2], partySize: 6, progress: 'left', ...span(1080, 1180) },
    { tableIds: [1], partySize: 3, progress: 'seated', ...span(1190, 1280) },
    { tableIds: [1], partySize: 2, progress: 'planned', ...span(1290, 1380) },
    { tableIds: [2], partySize: 4, progress: 'left', ...span(720, 840) },
  ] as const;
  expect(calculateTableTurnover(1, parties, service)).toEqual({
    turnover: 4,
    seated: 3,
    planned: 1,
    covers: 13,
    averageMinutes: 80,
    occupiedShare: (60 + 100 + 90 + 30) / 360,
  });
  expect(calculateTableTurnover(9, parties, service)).toEqual({
    turnover: 0,
    seated: 0,
    planned: 0,
    covers: 0,
    averageMinutes: null,
    occupiedShare: 0,
  });
});
