/**
 * D1 fails, or does its work and loses the answer, or both by chance. While it is away the dates that are open go on as
 * if nothing were; afterwards it catches up by itself, and nothing that was sent twice is there twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { type LocalServer, withServer } from '../support/local-server.ts';
import { type BusyHouse, openBusyHouse } from './busy-house.ts';
import { checkAftermath } from './check-aftermath.ts';
import type { Outcome } from './outcome.ts';

export interface D1Away {
  readonly seed: string;
  /** How long each kind of fault lasts. */
  readonly seconds: number;
}

export async function d1Away({ seed, seconds }: D1Away): Promise<Outcome> {
  return withServer(async (server) => {
    const house = await openBusyHouse(server, chanceFrom(seed), [2, 3, 4]);
    const complaints = await openDates(server, house);
    for (const faults of [{ d1Away: 1 }, { d1Silent: 1 }]) {
      const before = unknownOf(house);
      await server.setFaults(faults);
      await workFor(house, seconds);
      const failed = unknownOf(house) - before;
      if (failed > 0) complaints.push(`${JSON.stringify(faults)}: ${String(failed)} requests failed on open dates`);
    }
    await server.setFaults({ d1Away: 0.3, d1Silent: 0.3 });
    await workFor(house, seconds);
    await server.setFaults({});
    const aftermath = await checkAftermath(server, house, catchUpSecondsAfter(3 * seconds));
    return { ...aftermath, complaints: [...complaints, ...aftermath.complaints] };
  });
}

/** The projector's pause doubles while D1 is away, half as long again by chance, and never grows beyond five minutes. */
function catchUpSecondsAfter(awaySeconds: number): number {
  return Math.min(460, 30 + 3 * awaySeconds);
}

/** Opens the dates while D1 keeps its answers to itself: an opening that is tried again opens one day. */
async function openDates(server: LocalServer, { restaurant }: BusyHouse): Promise<string[]> {
  const complaints: string[] = [];
  for (const [index, days] of [2, 3, 4].entries()) {
    const body = { date: restaurant.dateAhead(days), time: '13:00', partySize: 2 };
    const params = { id: restaurant.id };
    const hold = () =>
      restaurant.host.ask('POST /api/restaurants/{id}/holds', {
        params,
        body,
        idempotencyKey: `opening-${String(index)}`,
      });
    await server.setFaults({ d1Silent: 1 });
    const unheard = await hold();
    if (unheard.ok) complaints.push(`${body.date} opened without a word from D1`);
    await server.setFaults({});
    const opened = await hold();
    if (!opened.ok) complaints.push(`${body.date} did not open: ${opened.problem.detail}`);
    // An isolate that has never seen the date asks D1 once whether it is open.
    await restaurant.host.demand('GET /api/restaurants/{id}/reservations', { params, query: { date: body.date } });
  }
  return complaints;
}

async function workFor(house: BusyHouse, seconds: number): Promise<void> {
  const working = house.start();
  await Promise.race([sleep(seconds * 1000), working]);
  house.finish();
  await working;
}

function unknownOf({ clients }: BusyHouse): number {
  return clients.reduce((sum, client) => sum + client.unknown, 0);
}
