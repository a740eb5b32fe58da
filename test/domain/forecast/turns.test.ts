import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceFrom } from '../../../worker/domain/chance.ts';
import { learnHouse } from '../../../worker/domain/forecast/learn-house.ts';
import { learnTurns, stayOfParty } from '../../../worker/domain/forecast/turns.ts';
import { daysAgo, many, past, settings } from './past-parties.ts';

const { turnTimes } = settings;
const friday = { partySize: 2, period: 'Dinner', weekday: 5, durationMinutes: 90 };

/** So many couples that stay evenly spread up to `reach` minutes to either side of a mean. */
function couples(count: number, mean: number, reach = 15) {
  return Array.from({ length: count }, (_, index) =>
    past({ stayMinutes: mean + reach * (count === 1 ? 0 : (2 * index) / (count - 1) - 1) }),
  );
}

describe('turns', () => {
  test('without data every size band has its configured turn', () => {
    const { turns, seatings } = learnTurns([], turnTimes);
    expect(seatings).toBe(0);
    expect(turns.map(({ partySizeMin, partySizeMax, median }) => [partySizeMin, partySizeMax, median])).toEqual([
      [1, 2, 90],
      [3, 4, 105],
      [5, null, 150],
    ]);
  });

  test('three long dinners change little, three hundred nearly everything', () => {
    const medianOf = (count: number) => stayOfParty(learnTurns(couples(count, 120, 1), turnTimes).turns, friday).median;
    expect(medianOf(3)).toBeGreaterThan(90);
    expect(medianOf(3)).toBeLessThan(105);
    expect(Math.abs(medianOf(300) - 120)).toBeLessThan(2);
  });

  test('the span narrows as data come in, and around stays that hardly differ it becomes narrow', () => {
    const widthOf = (count: number) => {
      const { from, until } = stayOfParty(learnTurns(couples(count, 90, 20), turnTimes).turns, friday);
      return until - from;
    };
    const widths = [0, 20, 80, 400].map(widthOf);
    expect(widths).toEqual([...widths].sort((one, other) => other - one));
    // Four in five of an even spread.
    expect(Math.abs(widths.at(-1)! - 0.8 * 40)).toBeLessThan(3);
  });

  test.each([
    ['no-shows', past({ status: 'no_show', stayMinutes: null })],
    ['cancellations', past({ status: 'cancelled', stayMinutes: null })],
    ['parties whose leaving nobody noted', past({ stayMinutes: null })],
    ['a tap by mistake', past({ stayMinutes: 3 })],
    ['a table nobody cleared', past({ stayMinutes: 700 })],
    ['a stay far from all others', past({ stayMinutes: 300 })],
  ])('%s teach nothing', (_, odd) => {
    const usual = couples(100, 90);
    expect(learnTurns([...usual, ...Array.from({ length: 5 }, () => odd)], turnTimes)).toEqual(
      learnTurns(usual, turnTimes),
    );
  });

  test('a weekday of its own is believed only when it has shown itself often', () => {
    const ordinary = couples(300, 90, 5);
    const fridays = many(200, chanceFrom('fridays'), (chance) => ({
      serviceDate: daysAgo(7 * chance.whole(1, 20) + 2),
      stayMinutes: chance.normal(115, 5),
    }));
    const { turns } = learnTurns([...ordinary.map((each) => ({ ...each, weekday: 2 })), ...fridays], turnTimes);
    expect(stayOfParty(turns, friday).median).toBeGreaterThan(110);
    expect(stayOfParty(turns, { ...friday, weekday: 2 }).median).toBeLessThan(95);
    // A day nobody has seen has what the period has.
    const unknown = stayOfParty(turns, { ...friday, weekday: 1 }).median;
    expect(unknown).toBeGreaterThan(90);
    expect(unknown).toBeLessThan(110);
  });

  test('a party planned for longer is expected to stay longer', () => {
    const { turns } = learnTurns(couples(300, 80, 5), turnTimes);
    const usual = stayOfParty(turns, friday);
    expect(stayOfParty(turns, { ...friday, durationMinutes: 180 }).median).toBeCloseTo(2 * usual.median);
  });

  test('every span contains its median, whatever was learned from', () => {
    const stays = fc.array(
      fc.record({ stay: fc.integer({ min: -10, max: 500 }), size: fc.integer({ min: 1, max: 12 }) }),
    );
    fc.assert(
      fc.property(stays, (drawn) => {
        const history = drawn.map(({ stay, size }) => past({ stayMinutes: stay, partySize: size }));
        for (const { from, median, until } of learnTurns(history, turnTimes).turns) {
          expect(from).toBeLessThan(median);
          expect(until).toBeGreaterThan(median);
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  test('the order of the history changes nothing in the model', () => {
    const chance = chanceFrom('order');
    const history = many(400, chance, (each) => ({
      serviceDate: daysAgo(each.whole(1, 100)),
      partySize: each.whole(1, 8),
      minute: 15 * each.whole(50, 70),
      leadMinutes: each.whole(0, 50_000),
      stayMinutes: each.normal(100, 20),
      source: each.pick(['online', 'phone', 'walk_in'] as const),
      status: each.pick(['completed', 'completed', 'no_show', 'cancelled'] as const),
      cancelledLeadMinutes: each.whole(0, 1_000),
    }));
    const model = learnHouse(history, settings);
    expect(learnHouse([...history].reverse(), settings)).toEqual(model);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(JSON.stringify(model).length).toBeLessThan(20_000);
  });
});
