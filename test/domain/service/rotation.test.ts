import { describe, expect, it } from 'vitest';
import { rotationOf } from '../../../worker/domain/service/rotation.ts';

/** Minutes of the evening stand for instants. Three sections of two tables; the third seats twice as many. */
const servers = [
  { shiftId: 1, startsAt: 0, endsAt: 300, tableIds: [11, 12] },
  { shiftId: 2, startsAt: 0, endsAt: 300, tableIds: [21, 22] },
  { shiftId: 3, startsAt: 0, endsAt: 300, tableIds: [31, 32] },
];
const seatsOf = (tableId: number): number => (tableId > 30 ? 8 : 4);
const everyTable = [11, 12, 21, 22, 31, 32];

interface Row {
  readonly what: string;
  /** `table: covers @ minute`, seated still unless gone. */
  readonly parties: readonly [tableId: number, covers: number, minute: number, gone?: 'gone'][];
  readonly order: readonly number[];
  readonly nextUp: number | null;
}

const rows: Row[] = [
  { what: 'an empty room begins with the first', parties: [], order: [1, 2, 3], nextUp: 1 },
  { what: 'who has nobody is up', parties: [[11, 2, 10]], order: [2, 3, 1], nextUp: 2 },
  {
    what: 'between equals, who was given a party longest ago',
    parties: [
      [11, 2, 30],
      [21, 2, 20],
      [31, 4, 25],
    ],
    order: [2, 3, 1],
    nextUp: 2,
  },
  {
    what: 'covers are weighed by the seats of the section',
    parties: [
      [11, 4, 10],
      [21, 4, 20],
      [31, 6, 30],
    ],
    order: [3, 1, 2],
    nextUp: 3,
  },
  {
    what: 'guests who sit there weigh double those who left',
    parties: [
      [11, 4, 10],
      [21, 6, 15, 'gone'],
      [31, 8, 20],
    ],
    order: [2, 1, 3],
    nextUp: 2,
  },
  {
    what: 'without a free table nobody is up, however little they have',
    parties: [
      [21, 1, 10],
      [22, 1, 11],
      [11, 4, 12],
      [31, 8, 13],
    ],
    order: [1, 3, 2],
    nextUp: 1,
  },
  {
    what: 'a full house has nobody next',
    parties: everyTable.map((tableId): [number, number, number] => [tableId, 4, tableId]),
    order: [3, 1, 2],
    nextUp: null,
  },
];

describe('whose turn it is', () => {
  it.each(rows)('$what', ({ parties, order, nextUp }) => {
    const seated = parties.filter(([, , , gone]) => gone === undefined).map(([tableId]) => tableId);
    const standings = rotationOf(
      servers,
      parties.map(([tableId, partySize, seatedAt, gone]) => ({
        tableIds: [tableId],
        partySize,
        seatedAt,
        isSeated: gone === undefined,
      })),
      everyTable.map((tableId) => ({ tableId, seats: seatsOf(tableId), isFree: !seated.includes(tableId) })),
    );
    expect(standings.map(({ shiftId }) => shiftId)).toEqual(order);
    expect(standings.find((standing) => standing.nextUp)?.shiftId ?? null).toBe(nextUp);
  });
});

const tables = everyTable.map((tableId) => ({ tableId, seats: 4, isFree: true }));
const one = (parties: Parameters<typeof rotationOf>[1]) => rotationOf(servers.slice(0, 1), parties, tables)[0];

describe('what counts as theirs', () => {
  it('covers now and tonight, turns and the last of them', () => {
    const standing = one([
      { tableIds: [11], partySize: 4, seatedAt: 60, isSeated: false },
      { tableIds: [12], partySize: 3, seatedAt: 90, isSeated: true },
      { tableIds: [21], partySize: 9, seatedAt: 95, isSeated: true },
    ]);
    expect(standing).toEqual({
      shiftId: 1,
      coversNow: 3,
      coversTonight: 7,
      turns: 2,
      freeTables: 2,
      lastSeatedAt: 90,
      nextUp: true,
    });
  });

  it.each([
    [
      'a party of lunch that left before the shift',
      { tableIds: [11], partySize: 4, seatedAt: -60, isSeated: false },
      0,
    ],
    ['a party of lunch that sits there still', { tableIds: [11], partySize: 4, seatedAt: -60, isSeated: true }, 4],
    ['a party at joined tables, by the first', { tableIds: [12, 21], partySize: 6, seatedAt: 10, isSeated: true }, 6],
    [
      'a party whose first table is somebody else’s',
      { tableIds: [21, 12], partySize: 6, seatedAt: 10, isSeated: true },
      0,
    ],
    ['a party after the shift', { tableIds: [11], partySize: 4, seatedAt: 300, isSeated: false }, 0],
  ])('%s', (_what, party, covers) => {
    expect(one([party])?.coversTonight).toBe(covers);
  });

  it('who has no section is never up', () => {
    const floating = { shiftId: 9, startsAt: 0, endsAt: 300, tableIds: [] };
    expect(rotationOf([floating], [], tables)).toMatchObject([{ shiftId: 9, turns: 0, nextUp: false }]);
  });
});
