import { describe, expect, it, test } from 'vitest';
import type { RestaurantConfiguration } from '../../../worker/domain/service/configuration.ts';
import { changedHouse } from '../../../worker/domain/what-if/changed-house.ts';
import { compareHouses } from '../../../worker/domain/what-if/compare.ts';
import { outcomeOf } from '../../../worker/domain/what-if/outcome.ts';
import { replayNight } from '../../../worker/domain/what-if/replay-night.ts';
import type { PastRequest } from '../../../worker/domain/what-if/replay-night.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';
import { at, sampleConfiguration } from '../../support/sample-day.ts';

const date = '2026-11-20';
/** One table for two, one for four; dinner from 18:00 to 21:30, an hour and a half, a quarter to reset. */
const house = sampleConfiguration({
  tables: sampleConfiguration().tables.filter(({ id }) => id === 1 || id === 4),
  combinations: [],
});

type Past = PastRequest & { readonly durationMinutes: number };

function booking(time: string, partySize: number, made: string, change: Partial<Past> = {}): Past {
  return {
    partySize,
    startsAt: at(time),
    durationMinutes: 90,
    channel: 'online',
    source: 'online',
    preferredSeating: [],
    askedAt: at(made, '2026-11-18'),
    droppedAt: null,
    ...change,
  };
}

function walkIn(time: string, partySize: number, change: Partial<Past> = {}): Past {
  return { ...booking(time, partySize, '12:00'), channel: 'walk_in', source: 'walk_in', askedAt: at(time), ...change };
}

const replay = (requests: readonly PastRequest[], configuration: RestaurantConfiguration = house) =>
  replayNight(resolveDay(configuration, date), requests);

describe('a night again', () => {
  test('everyone asks in the order in which they asked, and is told what booking tells', () => {
    const answered = replay([
      booking('19:00', 4, '11:00'),
      booking('19:00', 2, '10:00'),
      booking('19:30', 2, '12:00'),
      booking('19:00', 5, '13:00'),
    ]);
    expect(answered.map(({ request, refused, shiftMinutes }) => [request.partySize, refused, shiftMinutes])).toEqual([
      [2, null, null],
      [4, null, null],
      // From 19:00 to 20:45 both tables are taken; 20:45 is the nearest start.
      [2, 'no_table', 75],
      [5, 'party_too_large', null],
    ]);
  });

  test('a cancellation frees its table when it came, not before', () => {
    const cancelled = booking('19:00', 4, '10:00', { droppedAt: at('12:00', '2026-11-19') });
    const early = booking('19:00', 4, '11:00');
    const late = booking('19:00', 4, '11:00', { askedAt: at('13:00', '2026-11-19') });
    expect(replay([cancelled, early, late]).map(({ refused }) => refused)).toEqual([null, 'no_table', null]);
  });

  test('who does not come is waited for until the house gives up', () => {
    const missing = booking('19:00', 4, '10:00', { droppedAt: at('19:30') });
    expect(replay([missing, walkIn('19:10', 4)]).map(({ waitMinutes }) => waitMinutes)).toEqual([null, null]);
    // A couple that comes meanwhile does not make them sit down.
    const waits = replay([missing, walkIn('19:10', 2), walkIn('19:35', 4)]).map(({ waitMinutes }) => waitMinutes);
    expect(waits).toEqual([null, 0, 0]);
  });

  test('at the door a party waits for the first table, or an hour and a half in vain', () => {
    const booked = booking('18:00', 4, '10:00');
    expect(replay([booked, walkIn('18:30', 3)])[1]).toMatchObject({ refused: null, waitMinutes: 75 });
    expect(replay([booked, walkIn('18:10', 3)])[1]).toMatchObject({ refused: 'no_table', waitMinutes: null });
  });

  test('nobody who sits is moved for a party at the door', () => {
    // Two sit at the table for four because the one for two was taken when they asked; it came free when that party cancelled.
    const first = booking('18:00', 2, '10:00', { droppedAt: at('12:00', '2026-11-19') });
    const second = booking('18:00', 2, '11:00');
    const answered = replay([first, second, walkIn('18:30', 4)]);
    expect(answered[2]).toMatchObject({ waitMinutes: 75 });
  });
});

describe('what it came to', () => {
  test('parties served, refused, waiting, and how full the room was', () => {
    const day = resolveDay(house, date);
    const answered = replay([
      booking('19:00', 4, '10:00'),
      booking('19:00', 2, '11:00'),
      booking('20:45', 2, '12:00', { droppedAt: at('21:00') }),
      booking('19:15', 2, '13:00'),
      walkIn('20:00', 1),
    ]);
    expect(outcomeOf([{ day, answered }])).toEqual({
      requests: 5,
      parties: 3,
      covers: 7,
      refused: [{ code: 'no_table', parties: 1, covers: 2 }],
      turns: 1.5,
      // Seven guests for an hour and a half, of six seats for five hours.
      utilizationRate: 0.35,
      // The party of 20:45 has the table for two: at the one for four the next start is that one, too.
      averageShiftMinutes: 90,
      averageWaitMinutes: 45,
    });
  });

  test('nothing, of no nights', () => {
    expect(outcomeOf([])).toMatchObject({ requests: 0, turns: 0, utilizationRate: 0, averageShiftMinutes: null });
  });
});

describe('another house', () => {
  const nights = [
    { date, requests: [booking('19:00', 2, '10:00'), booking('19:15', 2, '11:00'), booking('19:30', 2, '12:00')] },
  ];
  const compare = (changes: Parameters<typeof changedHouse>[1]) => {
    const changed = changedHouse(house, changes);
    if (!changed.ok) throw new Error(JSON.stringify(changed.errors));
    return compareHouses(nights, house, changed.configuration, changes.turnMinutesMore ?? 0);
  };

  test.each<[string, Parameters<typeof changedHouse>[1], number]>([
    ['the same one', {}, 4],
    ['one table more', { tables: [1, 4, 9].map((id) => ({ id, partySizeMin: 1, partySizeMax: 4 })) }, 6],
    ['one table less', { tables: [{ id: 4, partySizeMin: 1, partySizeMax: 4 }] }, 2],
    ['pacing', { pacing: [{ name: 'Dinner', pacingCoversMax: 1, pacingPartiesMax: null }] }, 0],
    ['turns so short that one table serves two', { turnMinutesMore: -75 }, 6],
    [
      'a large table kept for nobody who came',
      {
        policies: {
          peaks: [{ weekdays: [5], startTime: '19:00', endTime: '20:00' }],
          peakLargeTables: { seatsMin: 4, partySizeMin: 3 },
        },
      },
      2,
    ],
  ])('%s', (_, changes, covers) => {
    const compared = compare(changes);
    expect(compared.asItIs.covers).toBe(4);
    expect(compared.asItWouldBe.covers).toBe(covers);
    expect(compared.byNight).toEqual([{ date, requests: 3, coversAsItIs: 4, coversAsItWouldBe: covers }]);
  });

  it('keeps a duration that somebody asked for, longer by what all turns are longer', () => {
    const asked = [
      {
        date,
        requests: [
          booking('19:00', 2, '10:00', { durationMinutes: 30 }),
          booking('19:45', 4, '11:00'),
          booking('19:45', 2, '12:00'),
        ],
      },
    ];
    const changed = changedHouse(house, { turnMinutesMore: 15 });
    if (!changed.ok) throw new Error('refused');
    const compared = compareHouses(asked, house, changed.configuration, 15);
    expect([compared.asItIs.parties, compared.asItWouldBe.parties]).toEqual([3, 2]);
  });

  it('equals itself, whatever the order in which its requests are listed', () => {
    const [night] = nights;
    const turned = [{ date, requests: [...(night?.requests ?? [])].reverse() }];
    expect(compareHouses(turned, house, house, 0)).toEqual(compareHouses(nights, house, house, 0));
  });

  it('says what cannot be', () => {
    const pathsOf = (changes: Parameters<typeof changedHouse>[1]) => {
      const changed = changedHouse(house, changes);
      return changed.ok ? [] : changed.errors.map(({ path }) => path);
    };
    const two = { partySizeMin: 1, partySizeMax: 2 };
    expect(
      pathsOf({
        tables: [
          { id: 1, ...two },
          { id: 1, ...two },
        ],
      }),
    ).toEqual(['tables']);
    expect(pathsOf({ tables: [{ id: 1, partySizeMin: 3, partySizeMax: 2 }] })).toEqual(['tables.0.partySizeMin']);
    expect(pathsOf({ combinations: [{ tableIds: [1, 5], ...two }] })).toEqual(['combinations.0.tableIds']);
    expect(pathsOf({ pacing: [{ name: 'Brunch', pacingCoversMax: null, pacingPartiesMax: 2 }] })).toEqual([
      'pacing.0.name',
    ]);
    expect(pathsOf({ turnMinutesMore: -80 })).toEqual(['turnMinutesMore']);
    expect(pathsOf({ policies: { peakTurnMinutesLess: 7 } })).toEqual(['policies.peakTurnMinutesLess']);
  });
});
