/** A restaurant on a running local server, with its people, made through the API as an owner would. */
import { type ApiClient, signedIn } from '../../local/api-client.ts';
import type { UpdateSettings } from '../../worker/contract/restaurants.ts';
import { addDays, serviceDateAt } from '../../worker/domain/time/service-date.ts';

export interface OpenedRestaurant {
  readonly id: number;
  readonly groupId: number;
  readonly zone: string;
  readonly tableIds: readonly number[];
  readonly owner: ApiClient;
  readonly host: ApiClient;
  /** A service date, so many days from today. */
  readonly dateAhead: (days: number) => string;
}

const zone = 'Europe/Paris';
const password = 'a long enough password';
let opened = 0;

export interface RestaurantWish {
  readonly capacities: readonly number[];
  readonly settings?: UpdateSettings;
}

export async function openRestaurant(origin: string, wish: RestaurantWish): Promise<OpenedRestaurant> {
  opened += 1;
  const slug = `faults-${String(process.pid)}-${String(opened)}`;
  const ownerEmail = `owner@${slug}.test`;
  const person = { password, name: 'Somebody' };
  const { groupId } = await addPeople(origin, slug, [{ ...person, email: ownerEmail, role: 'owner' }]);
  const owner = signedIn(origin, ownerEmail, password);
  const restaurant = await owner.demand('POST /api/restaurants', {
    body: { groupId, name: `House ${slug}`, zone, currency: 'EUR' },
  });
  const params = { id: restaurant.id };
  const hostEmail = `host@${slug}.test`;
  await addPeople(origin, slug, [{ ...person, email: hostEmail, role: 'host', restaurantId: restaurant.id }]);
  const tables = wish.capacities.map((capacity, index) => ({
    tableNumber: String(index + 1),
    capacity,
    position: { x: (index % 8) * 100, y: Math.floor(index / 8) * 100 },
  }));
  const { items } = await owner.demand('POST /api/restaurants/{id}/tables/bulk', { params, body: { tables } });
  if (wish.settings !== undefined) {
    await owner.demand('PUT /api/restaurants/{id}/settings', { params, body: wish.settings });
  }
  return {
    id: restaurant.id,
    groupId,
    zone,
    tableIds: items.map((table) => table.id),
    owner,
    host: signedIn(origin, hostEmail, password),
    dateAhead: (days) => addDays(serviceDateAt(Date.now(), zone, '04:00'), days),
  };
}

async function addPeople(origin: string, slug: string, people: readonly object[]): Promise<{ groupId: number }> {
  const response = await fetch(`${origin}/__local/people`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ group: { name: `Group ${slug}`, slug }, people }),
  });
  if (!response.ok) throw new Error(`no people: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as { groupId: number };
}
