import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { WhatIfAnswer } from '../../../worker/contract/what-if.ts';
import { composeDayId } from '../../../worker/domain/ids.ts';
import { addDays, resolveWallTime } from '../../../worker/domain/time/service-date.ts';
import { groupDatabase } from '../../../worker/store/database.ts';
import { type ReservationProjection, projectReservations } from '../../../worker/store/reservations.ts';
import { type House, type Refused, addTables, ask, json, openHouse, problemOf } from './house.ts';

const inDays = (days: number): string => addDays(new Date().toISOString().slice(0, 10), days);

function startOf(date: string, time: string): number {
  const at = resolveWallTime(date, time, 'Europe/Paris', '04:00');
  if (at.kind === 'gap') throw new Error(`${time} does not exist`);
  return at.kind === 'unique' ? at.at : at.at[0];
}

/** Parties of four, all at one time of a night that is over, as D1 remembers them. */
async function remember(house: House, date: string, time: string, parties: number): Promise<void> {
  const startsAt = startOf(date, time);
  const rows = Array.from({ length: parties }, (_, index): ReservationProjection => {
    const sequence = index + 1;
    return {
      id: composeDayId({ restaurantId: house.id, serviceDate: date, kind: 'reservation', sequence }),
      restaurantId: house.id,
      version: 1,
      serviceDate: date,
      status: 'completed',
      source: 'online',
      startsAt,
      time,
      partySize: 4,
      durationMinutes: 105,
      tableIds: [],
      confirmationNumber: `T${String(sequence)}`,
      guestId: null,
      guestName: 'Ada',
      guestPhone: '',
      guestEmail: null,
      specialRequests: null,
      occasion: null,
      notes: null,
      preferred: [],
      arrivedAt: startsAt,
      seatedAt: startsAt,
      completedAt: startsAt + 6_000_000,
      late: false,
      conflict: false,
      createdAt: startsAt - (10 - index) * 86_400_000,
      updatedAt: startsAt + 6_000_000,
    };
  });
  await projectReservations(groupDatabase(env, house.groupId), rows, []);
}

function whatIf(house: House, body: object, token = house.manager): Promise<Response> {
  return ask(`POST /api/restaurants/${house.id}/seating/what-if`, { token, body });
}

test('two nights again, as the house is and with a table more', async () => {
  const house = await openHouse();
  const [two, four] = await addTables(house, 4, 4);
  await remember(house, inDays(-3), '19:00', 3);
  await remember(house, inDays(-2), '19:00', 2);
  const tables = [two?.id, four?.id, 1].map((id) => ({ id, partySizeMin: 1, partySizeMax: 4 }));
  const body = { from: inDays(-5), to: inDays(-1), changes: { tables } };
  const answer = await json<WhatIfAnswer>(whatIf(house, body));
  expect(answer).toMatchObject({
    nights: 2,
    asItIs: {
      requests: 5,
      parties: 4,
      covers: 16,
      refused: [{ code: 'no_table', parties: 1, covers: 4 }],
      averageShiftMinutes: 120,
      averageWaitMinutes: null,
    },
    asItWouldBe: { requests: 5, parties: 5, covers: 20, refused: [], averageShiftMinutes: null },
    byNight: [
      { date: inDays(-3), requests: 3, coversAsItIs: 8, coversAsItWouldBe: 12 },
      { date: inDays(-2), requests: 2, coversAsItIs: 8, coversAsItWouldBe: 8 },
    ],
  });
  expect(answer.limits.join(' ')).toContain('New tables');
});

test('pacing and policies as they would be; nothing of it is written', async () => {
  const house = await openHouse();
  await addTables(house, 4, 4);
  await remember(house, inDays(-3), '19:00', 2);
  const nights = { from: inDays(-3), to: inDays(-3) };
  const paced = { ...nights, changes: { pacing: [{ name: 'Dinner', pacingCoversMax: 4, pacingPartiesMax: null }] } };
  const answer = await json<WhatIfAnswer>(whatIf(house, paced));
  expect(answer.asItWouldBe).toMatchObject({ parties: 1, refused: [{ code: 'pacing_covers', parties: 1, covers: 4 }] });
  const priced = { ...nights, changes: { policies: { bidPrices: true, slotShaping: true } } };
  const { limits } = await json<WhatIfAnswer>(whatIf(house, priced));
  expect(limits.filter((limit) => /learned|gaps/.test(limit))).toHaveLength(2);
  expect(await json(ask(`GET /api/restaurants/${house.id}/settings`, { token: house.host }))).toMatchObject({
    version: 2,
    seating: { bidPrices: false },
  });
});

test('nights without anybody', async () => {
  const house = await openHouse();
  const answer = await json<WhatIfAnswer>(whatIf(house, { from: inDays(-3), to: inDays(-1), changes: {} }));
  expect(answer).toMatchObject({ nights: 0, byNight: [], asItIs: { requests: 0, utilizationRate: 0 } });
});

test.each<[string, object, string]>([
  ['tonight', { from: inDays(-3), to: inDays(0) }, 'to'],
  ['the wrong way round', { from: inDays(-3), to: inDays(-4) }, 'to'],
  ['more than a month', { from: inDays(-33), to: inDays(-2) }, 'to'],
  [
    'a service that is not',
    { changes: { pacing: [{ name: 'Brunch', pacingCoversMax: 1, pacingPartiesMax: 1 }] } },
    'changes.pacing.0.name',
  ],
  ['a turn of nothing', { changes: { turnMinutesMore: -90 } }, 'changes.turnMinutesMore'],
  [
    'a table twice',
    { changes: { tables: [1, 1].map((id) => ({ id, partySizeMin: 1, partySizeMax: 2 })) } },
    'changes.tables',
  ],
  [
    'a policy that cannot be',
    { changes: { policies: { peakTurnMinutesLess: 7 } } },
    'changes.policies.peakTurnMinutesLess',
  ],
])('%s is refused, with where and why', async (_, change, path) => {
  const house = await openHouse();
  const response = await whatIf(house, { from: inDays(-3), to: inDays(-2), changes: {}, ...change });
  const refused = await response.clone().json<Refused>();
  expect(await problemOf(response)).toBe('422 invalid');
  expect(refused.errors?.map((error) => error.path)).toContain(path);
});

test('is for those who see the house’s figures, and for their own house', async () => {
  const [house, other] = [await openHouse(), await openHouse()];
  const body = { from: inDays(-3), to: inDays(-2), changes: {} };
  expect(await problemOf(whatIf(house, body, house.host))).toBe('403 forbidden');
  expect(await problemOf(whatIf(house, body, other.manager))).toMatch(/^40[34] /);
  expect(await problemOf(ask(`POST /api/restaurants/${house.id}/seating/what-if`, { body }))).toMatch(/^401 /);
});
