import { describe, expect, it } from 'vitest';
import {
  CreateRestaurant,
  UpdateAreas,
  UpdateCombinations,
  UpdateSettings,
} from '../../../worker/contract/restaurants.ts';
import { CreateFloorMap } from '../../../worker/contract/floor-maps.ts';
import { CreateReservation } from '../../../worker/contract/reservations.ts';
import { CreateTable } from '../../../worker/contract/tables.ts';
import { JoinWaitlist } from '../../../worker/contract/waitlist.ts';
import { checkSettings } from '../../../worker/domain/service/check-settings.ts';
import { defaultSettings } from '../../../worker/domain/service/default-settings.ts';
import { weekdayOf } from '../../../worker/domain/time/service-date.ts';
import { brasserieDuCanal } from '../../../local/demo/brasserie-du-canal.ts';
import { datesFrom, drawParties } from '../../../local/demo/demand.ts';
import { drawWaiting } from '../../../local/demo/door.ts';
import { osteriaLume } from '../../../local/demo/osteria-lume.ts';
import { pastOf } from '../../../local/demo/past.ts';
import { sushiKawa } from '../../../local/demo/sushi-kawa.ts';

const houses = [osteriaLume, brasserieDuCanal, sushiKawa].map((house) => [house.profile.name, house] as const);
const saturday = '2026-11-21';

describe.each(houses)('%s', (_name, house) => {
  const tables = house.maps.flatMap((map) => map.tables);
  const numbers = new Map(tables.map((table, index) => [table.tableNumber, index + 1]));
  const floor = {
    tables: tables.map((table, index) => ({
      id: index + 1,
      partySizeMin: table.partySizeMin,
      partySizeMax: table.capacity,
    })),
    combinations: house.combinations.map(({ tableNumbers, ...sizes }) => ({
      ...sizes,
      tableIds: tableNumbers.map((each) => numbers.get(each)!),
    })),
  };

  it('is what the API takes', () => {
    CreateRestaurant.parse({ ...house.profile, groupId: 1 });
    UpdateAreas.parse({ areas: house.areas });
    UpdateSettings.parse(house.settings);
    UpdateCombinations.parse({ combinations: floor.combinations });
    for (const table of tables) CreateTable.parse(table);
    for (const map of house.maps) CreateFloorMap.parse(map);
  });

  it('has settings that its days can be decided on', () => {
    expect(checkSettings({ ...defaultSettings(), ...house.settings }, '04:00')).toEqual([]);
  });

  it('has 12 to 40 tables, each with a number of its own in an area of the house', () => {
    expect(tables.length).toBeGreaterThanOrEqual(12);
    expect(tables.length).toBeLessThanOrEqual(40);
    expect(numbers.size).toBe(tables.length);
    const areas = house.areas.map(({ key }) => key);
    expect(tables.filter(({ location }) => !areas.includes(location))).toEqual([]);
  });

  it('draws nothing over anything else, and nothing outside of its maps', () => {
    for (const { tables: drawn, dimensions, staticElements } of house.maps) {
      const walls = staticElements.filter(({ type }) => type !== 'door' && type !== 'window');
      const things = [...drawn.map((table) => ({ ...table, id: `table ${table.tableNumber}` })), ...walls];
      const boxes = things.map(({ id, position: { x, y }, dimensions: { width, height } }) => ({
        id,
        x,
        y,
        width,
        height,
      }));
      for (const box of boxes) {
        expect(box.x + box.width, box.id).toBeLessThanOrEqual(dimensions.width);
        expect(box.y + box.height, box.id).toBeLessThanOrEqual(dimensions.height);
      }
      const isWall = (id: string): boolean => !id.startsWith('table');
      const meet = (a: (typeof boxes)[number], b: (typeof boxes)[number]): boolean =>
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
      const clashes = boxes.flatMap((a, index) =>
        boxes
          .slice(index + 1)
          .flatMap((b) => (meet(a, b) && !(isWall(a.id) && isWall(b.id)) ? [`${a.id} on ${b.id}`] : [])),
      );
      expect(clashes).toEqual([]);
    }
  });

  it('joins tables that lie beside each other, to more seats than each has', () => {
    for (const { tableNumbers, partySizeMax } of house.combinations) {
      const joined = tableNumbers.map((number) => tables[numbers.get(number)! - 1]!);
      expect(partySizeMax).toBeGreaterThan(Math.max(...joined.map(({ capacity }) => capacity)));
      expect(partySizeMax).toBeLessThanOrEqual(joined.reduce((sum, { capacity }) => sum + capacity, 0));
      const map = house.maps.filter(({ tables: drawn }) => joined.every((table) => drawn.includes(table)));
      expect(map).toHaveLength(1);
    }
  });

  it('puts a few parties with names on tonight’s waitlist, the last of them just now', () => {
    const at = Date.parse('2026-11-22T00:30:00Z');
    const waiting = drawWaiting(house, saturday, at);
    expect(drawWaiting(house, saturday, at)).toEqual(waiting);
    expect(new Set(waiting.map(({ body }) => body.name)).size).toBe(4);
    for (const { body } of waiting) JoinWaitlist.parse(body);
    const minutesAgo = waiting.map(({ joinedAt }) => (at - joinedAt) / 60_000);
    expect(minutesAgo).toEqual([...minutesAgo].sort((one, other) => other - one));
    expect(minutesAgo.at(-1)).toBeGreaterThan(0);
    // Whoever does not answer two calls is off the list: nobody came before the first of them could have run out.
    expect(minutesAgo[0]).toBeLessThan(2 * house.settings.policies.holdMinutes);
  });

  it('draws the same parties for the same date, and bookings that the API takes', () => {
    const parties = drawParties(house, saturday);
    expect(drawParties(house, saturday)).toEqual(parties);
    for (const { guest, date, time, partySize, request } of parties) {
      if (guest === null) continue;
      const { name, phone, email } = guest;
      const guestInfo = { name, phone, ...(email === null ? {} : { email }), specialRequests: request ?? '' };
      CreateReservation.parse({ date, time, partySize, guestInfo });
    }
  });

  it('draws parties in the order in which they book, before they come', () => {
    const parties = drawParties(house, saturday);
    expect(parties.map(({ bookedAt }) => bookedAt)).toEqual(
      parties.map(({ bookedAt }) => bookedAt).sort((a, b) => a - b),
    );
    expect(parties.filter(({ bookedAt, startsAt }) => bookedAt > startsAt)).toEqual([]);
  });

  it('has a busy and a quiet day, and none when it is closed', () => {
    const counts = datesFrom('2026-11-16', 7).map(
      (date) => [weekdayOf(date), drawParties(house, date).length] as const,
    );
    for (const [weekday, count] of counts) {
      if (house.demand.weekdayShares[weekday] === 0) expect(count).toBe(0);
      else expect(count).toBeGreaterThan(20);
    }
    const busiest = counts.sort((a, b) => b[1] - a[1])[0]![0];
    expect([5, 6]).toContain(busiest);
  });

  it('has a past without two parties at one table', () => {
    const { reservations, guests } = pastOf(house, floor, '2026-11-22', 21);
    const known = new Set(guests.map(({ id }) => id));
    for (const [date, onDate] of Map.groupBy(reservations, ({ serviceDate }) => serviceDate)) {
      expect(onDate.length, date).toBeLessThanOrEqual(110);
      expect(onDate.map(({ sequence }) => sequence)).toEqual(onDate.map((_, index) => index + 1));
      const sat = onDate.filter(({ status }) => status === 'completed');
      const clashes = sat.flatMap((one, index) =>
        sat
          .slice(index + 1)
          .filter(
            (other) =>
              one.tableIds.some((id) => other.tableIds.includes(id)) &&
              one.seatedAt! < other.completedAt! &&
              other.seatedAt! < one.completedAt!,
          ),
      );
      expect(clashes).toEqual([]);
    }
    expect(reservations.filter(({ guestId }) => guestId !== null && !known.has(guestId))).toEqual([]);
    const statuses = new Set(reservations.map(({ status }) => status));
    expect([...statuses].sort()).toEqual(['cancelled', 'completed', 'no_show']);
  });
});

describe('guests', () => {
  const guests = datesFrom('2026-10-01', 40)
    .flatMap((date) => [osteriaLume, brasserieDuCanal, sushiKawa].flatMap((house) => drawParties(house, date)))
    .flatMap(({ guest }) => (guest === null ? [] : [guest]));

  it('are one to a phone number', () => {
    const byPhone = Map.groupBy(guests, ({ phone }) => phone.replace(/\D/g, ''));
    for (const same of byPhone.values()) expect(new Set(same.map(({ id }) => id)).size).toBe(1);
  });

  it('have addresses at example.com alone, in plain letters', () => {
    for (const { email } of guests) if (email !== null) expect(email).toMatch(/^[a-z]+(\.[a-z]+)*\.\d+@example\.com$/);
  });

  it('have names of many kinds, long and accented ones among them', () => {
    const names = [...new Set(guests.map(({ name }) => name))];
    expect(names.length).toBeGreaterThan(500);
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(28);
    expect(names.filter((name) => /[^\p{ASCII}]/u.test(name)).length).toBeGreaterThan(100);
    expect(names.some((name) => /\p{Script=Han}/u.test(name))).toBe(true);
  });
});
