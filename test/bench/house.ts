/** A house of forty tables on a fresh local runtime, with nobody in it. */
import { addDays, serviceDateAt } from '../../worker/domain/time/service-date.ts';
import { signedIn } from '../../local/api-client.ts';
import type { ApiClient } from '../../local/api-client.ts';
import { emptyFloor } from '../domain/seating/dinner-days.ts';

export interface BenchHouse {
  readonly api: ApiClient;
  readonly restaurantId: number;
  /** Dates on which nothing was ever booked; each is given out once. */
  freshDate(): string;
}

const owner = { email: 'bench@demo.test', name: 'Bench', password: 'benched bookings', role: 'owner' };
const zone = 'Asia/Tokyo';

export async function openBenchHouse(origin: string): Promise<BenchHouse> {
  const response = await fetch(new URL('/__local/people', origin), {
    method: 'POST',
    body: JSON.stringify({ group: { name: 'Bench', slug: 'bench' }, people: [owner] }),
  });
  const { groupId } = (await response.json()) as { groupId: number };
  const api = signedIn(origin, owner.email, owner.password);
  const { id } = await api.demand('POST /api/restaurants', { body: { groupId, name: 'Bench', zone } });
  const params = { id };
  const channels = ['online' as const, 'in_house' as const, 'walk_in' as const];
  const period = { name: 'Dinner', startTime: '12:00', lastStartTime: '22:00', intervalMinutes: 15, channels };
  await api.demand('PUT /api/restaurants/{id}/settings', {
    params,
    body: {
      periods: [{ ...period, weekdays: [0, 1, 2, 3, 4, 5, 6], pacingCoversMax: null, pacingPartiesMax: null }],
      policies: { horizonDays: 700 },
    },
  });
  const floor = emptyFloor(40);
  const tables = floor.tables.map((table) => ({
    tableNumber: String(table.id),
    capacity: table.partySizeMax,
    partySizeMin: table.partySizeMin,
  }));
  const { items } = await api.demand('POST /api/restaurants/{id}/tables/bulk', { params, body: { tables } });
  const idOf = new Map(items.map((table) => [Number(table.tableNumber), table.id]));
  const combinations = floor.combinations.map(({ tableIds, partySizeMin, partySizeMax }) => ({
    tableIds: tableIds.map((number) => idOf.get(number)!),
    partySizeMin,
    partySizeMax,
  }));
  await api.demand('PUT /api/restaurants/{id}/combinations', { params, body: { combinations } });
  const today = serviceDateAt(Date.now(), zone, '04:00');
  let given = 1;
  return { api, restaurantId: id, freshDate: () => addDays(today, (given += 1)) };
}
