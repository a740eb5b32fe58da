/** A restaurant at whose telephones several people work at once, on few enough tables that they get in each other's way. */
import type { Chance } from '../../worker/domain/chance.ts';
import { BusyClient } from '../support/busy-client.ts';
import type { LocalServer } from '../support/local-server.ts';
import { type OpenedRestaurant, openRestaurant } from '../support/open-restaurant.ts';
import { watchVersions } from './check-aftermath.ts';

export interface BusyHouse {
  readonly restaurant: OpenedRestaurant;
  readonly clients: readonly BusyClient[];
  /** Resolves when everybody has their last answer, after `finish`. */
  start(): Promise<void>;
  finish(): void;
}

const capacities = [2, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6];
const clientCount = 6;

export async function openBusyHouse(
  server: LocalServer,
  chance: Chance,
  daysAhead: readonly number[],
): Promise<BusyHouse> {
  const restaurant = await openRestaurant(server.origin, { capacities });
  await restaurant.host.accessToken();
  await watchVersions(server);
  const dates = daysAhead.map((days) => restaurant.dateAhead(days));
  const clients = Array.from(
    { length: clientCount },
    (_, index) => new BusyClient(`client${String(index)}`, restaurant, dates, chance.of(index)),
  );
  let over = false;
  return {
    restaurant,
    clients,
    async start() {
      over = false;
      await Promise.all(clients.map((client) => client.work(() => over)));
    },
    finish() {
      over = true;
    },
  };
}
