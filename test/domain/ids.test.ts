import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  composeDayId,
  composeRestaurantItemId,
  dayName,
  parseDayId,
  parseDayName,
  restaurantOfItem,
  sequenceMax,
  type DayIdKind,
} from '../../worker/domain/ids.ts';
import { addDays } from '../../worker/domain/time/service-date.ts';

const anyDayId = fc.record({
  restaurantId: fc.integer({ min: 1, max: 2 ** 24 - 1 }),
  serviceDate: fc.integer({ min: 0, max: 2 ** 15 - 1 }).map((days) => addDays('2000-01-01', days)),
  kind: fc.constantFrom<DayIdKind>('reservation', 'order', 'waitlist'),
  sequence: fc.integer({ min: 1, max: sequenceMax }),
});

describe('ids of a service date', () => {
  it('has a fixed layout that never changes', () => {
    expect(composeDayId({ restaurantId: 1, serviceDate: '2000-01-01', kind: 'reservation', sequence: 1 })).toBe(
      2 ** 29 + 1,
    );
    expect(composeDayId({ restaurantId: 7, serviceDate: '2026-11-22', kind: 'waitlist', sequence: 5 })).toBe(
      3919028229,
    );
  });

  it('fills the 53 bits exactly', () => {
    const last = { restaurantId: 2 ** 24 - 1, serviceDate: '2089-09-17', kind: 'waitlist', sequence: 4095 } as const;
    expect(composeDayId(last)).toBe(Number.MAX_SAFE_INTEGER - 4096);
    expect(parseDayId(composeDayId(last))).toEqual(last);
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(anyDayId, (parts) => {
        expect(parseDayId(composeDayId(parts))).toEqual(parts);
      }),
    );
  });

  it('takes no number that it cannot have written', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (id) => {
        const parts = parseDayId(id);
        if (parts !== null) expect(composeDayId(parts)).toBe(id);
      }),
    );
    const base = composeDayId({ restaurantId: 7, serviceDate: '2026-11-22', kind: 'reservation', sequence: 1 });
    const wrong = [0, -1, 1, 4095, 1.5, base + 0.5, Number.NaN, Infinity, 2 ** 53, 2 ** 53 + 2];
    const sequenceZero = base - 1;
    const spareKind = base + 3 * 4096;
    const restaurantZero = 2 ** 29 - 1;
    for (const id of [...wrong, -base, sequenceZero, spareKind, restaurantZero]) expect(parseDayId(id)).toBeNull();
  });

  it.each([
    { restaurantId: 0 },
    { restaurantId: 2 ** 24 },
    { restaurantId: 1.5 },
    { sequence: 0 },
    { sequence: 4096 },
    { serviceDate: '1999-12-31' },
    { serviceDate: '2089-09-18' },
    { serviceDate: '2026-02-30' },
  ])('does not write %j', (part) => {
    const parts = { restaurantId: 7, serviceDate: '2026-11-22', kind: 'reservation', sequence: 1, ...part } as const;
    expect(() => composeDayId(parts)).toThrow(RangeError);
  });
});

describe('ids of configured things', () => {
  it('carries its restaurant', () => {
    expect(composeRestaurantItemId(7, 12)).toBe(7 * 4096 + 12);
    expect(restaurantOfItem(7 * 4096 + 12)).toBe(7);
    expect(restaurantOfItem(composeRestaurantItemId(2 ** 24 - 1, 4095))).toBe(2 ** 24 - 1);
  });

  it.each([0, 12, 7 * 4096, 2 ** 36, 2 ** 36 + 1, -28_684, 28_684.5, Number.NaN])('takes no %d', (id) => {
    expect(restaurantOfItem(id)).toBeNull();
  });

  it('refuses numbers beyond its bits', () => {
    expect(() => composeRestaurantItemId(7, 0)).toThrow(RangeError);
    expect(() => composeRestaurantItemId(7, 4096)).toThrow(RangeError);
    expect(() => composeRestaurantItemId(0, 1)).toThrow(RangeError);
  });
});

describe('names of days', () => {
  it('reads what it wrote', () => {
    expect(dayName(7, '2026-11-22')).toBe('r7:2026-11-22');
    expect(parseDayName('r7:2026-11-22')).toEqual({ restaurantId: 7, serviceDate: '2026-11-22' });
    expect(parseDayName('r16777215:2026-11-22')?.restaurantId).toBe(16_777_215);
  });

  it.each([
    '',
    'r0:2026-11-22',
    'r07:2026-11-22',
    'r7:2026-02-30',
    'r7',
    '7:2026-11-22',
    'r7:2026-11-22x',
    'r16777216:2026-11-22',
    'r-7:2026-11-22',
  ])('takes no %j', (name) => {
    expect(parseDayName(name)).toBeNull();
  });
});
