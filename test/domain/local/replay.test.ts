import { describe, expect, it } from 'vitest';
import { readBookings } from '../../../local/replay/bookings-file.ts';
import { daysToShift, floorOf, houseOf, pooledHouse } from '../../../local/replay/houses.ts';

const booking = (visitAt: string, partySize: number, bookedAt = '2017-01-01T10:00', restaurant = 1) => ({
  restaurant,
  visitAt,
  bookedAt,
  partySize,
});

describe('a file of bookings', () => {
  const head = 'restaurant,visit_at,booked_at,party_size\r\n';

  it('is read in the order in which they were made', () => {
    const rows = '7,2017-01-10 21:00:00,2017-01-03 09:00:00,4\r\n7,2017-01-07 18:00:00,2017-01-01 01:00:00,3\r\n';
    expect(readBookings(head + rows).map(({ partySize }) => partySize)).toEqual([3, 4]);
  });

  it('keeps the order of the file within an hour', () => {
    const rows = [1, 2, 3, 4].map((size) => `7,2017-01-10 21:00:00,2017-01-03 09:00:00,${size}\n`).join('');
    expect(readBookings(head + rows).map(({ partySize }) => partySize)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ['no first line', '7,2017-01-10 21:00:00,2017-01-03 09:00:00,4\n'],
    ['a party of nobody', `${head}7,2017-01-10 21:00:00,2017-01-03 09:00:00,0\n`],
    ['a date that cannot be read', `${head}7,tomorrow,2017-01-03 09:00:00,2\n`],
    ['an hour that no clock shows', `${head}7,2017-01-10 26:00:00,2017-01-03 09:00:00,2\n`],
    ['nothing in it', head],
  ])('with %s is refused with a word about it', (_what, text) => {
    expect(() => readBookings(text)).toThrow(/needs a first line|cannot be read/);
  });
});

describe('houses for a replay', () => {
  it('are shifted by whole weeks past today', () => {
    const bookings = [booking('2017-01-07T18:00', 2, '2017-01-02T10:00')];
    const days = daysToShift(bookings, '2026-11-22');
    expect(days % 7).toBe(0);
    const [request] = houseOf('one', bookings, days).requests;
    expect(request?.date).toBe('2026-11-28');
    expect(request?.time).toBe('18:00');
  });

  it('count a guest at one in the night to the evening before', () => {
    const { requests, lastTime } = houseOf('late', [booking('2017-01-08T01:00', 2)], 0);
    expect(requests[0]).toMatchObject({ date: '2017-01-07', time: '01:00' });
    expect(lastTime).toBe('01:00');
  });

  it('end their service early enough for the last turn', () => {
    expect(houseOf('night', [booking('2017-01-08T04:00', 2), booking('2017-01-07T18:00', 2)], 0)).toMatchObject({
      firstTime: '18:00',
      lastTime: '02:15',
    });
  });

  it('have as many tables as a busy evening needed at once', () => {
    const evening = Array.from({ length: 5 }, () => booking('2017-01-07T19:00', 4));
    const { tableSizes } = houseOf('one', [...evening, booking('2017-01-07T22:00', 4)], 0);
    expect(tableSizes.filter((size) => size === 4)).toHaveLength(5);
    expect(tableSizes.filter((size) => size === 2)).toHaveLength(2);
  });

  it('pool everybody into exactly as many tables as asked for, mixed like the parties', () => {
    const sizes = [2, 2, 2, 2, 2, 4, 4, 4, 7];
    const { tableSizes } = pooledHouse(
      'pool',
      sizes.map((size) => booking('2017-01-07T19:00', size)),
      0,
      40,
    );
    expect(tableSizes).toHaveLength(40);
    expect(tableSizes.filter((size) => size === 2)).toHaveLength(22);
    expect(tableSizes.filter((size) => size === 4)).toHaveLength(13);
    expect(tableSizes.filter((size) => size === 8)).toHaveLength(5);
  });

  it('join neighbours, each group to more than a smaller one seats', () => {
    const house = pooledHouse(
      'pool',
      [4, 4, 4, 2].map((size) => booking('2017-01-07T19:00', size)),
      0,
      8,
    );
    const ids = house.tableSizes.map((_, index) => 100 + index);
    const fours = floorOf(house, ids).combinations.filter(
      ({ tableIds }) => tableIds.length <= 3 && tableIds[0]! >= 102,
    );
    expect(
      fours.map(({ tableIds, partySizeMin, partySizeMax }) => [tableIds.length, partySizeMin, partySizeMax]),
    ).toEqual([
      [2, 5, 6],
      [2, 5, 6],
      [2, 5, 6],
      [3, 7, 8],
      [3, 7, 8],
    ]);
  });
});
