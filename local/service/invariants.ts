/** What must hold after an evening, looked at from every side: the socket, the object, the ledger, the database. */
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FloorSnapshot } from '../../worker/contract/live.ts';
import type { Reservation } from '../../worker/contract/reservations.ts';
import type { WaitlistEntry } from '../../worker/contract/waitlist.ts';
import { addDays } from '../../worker/domain/time/service-date.ts';
import type { ApiClient } from '../api-client.ts';
import { checkLedger, readLedger } from '../check-ledger.ts';
import type { Evening } from './evening.ts';
import type { EveningDate } from './evening-plan.ts';
import type { FloorFeed } from './floor-feed.ts';

export interface Check {
  readonly name: string;
  /** Empty when it holds. */
  readonly violations: readonly string[];
}

const databaseWithinMs = 15_000;

export async function checkEvening({ api, plan, feed, journal }: Evening): Promise<Check[]> {
  const params = { id: plan.restaurantId };
  const snapshot = await api.demand('GET /api/restaurants/{id}/floor', { params, query: { date: plan.date } });
  await feed.caughtUp(snapshot.seq);
  const ledger = checkLedger(await readLedger(api.origin, plan.restaurantId, plan.date));
  const named = (name: string, violations: readonly string[]): Check => ({ name, violations });
  return [
    named('no table was given twice (ledger)', ledger.overlaps),
    named('the ledger has no gap and no party on tables that do not fit', ledger.faults),
    named('no two parties sat at one table (socket)', sittingsOverlapping(feed)),
    named('every accepted command is there', missingFrom(snapshot, journal)),
    named('nobody is left behind', leftBehind(snapshot)),
    named('the socket knew what a fresh look shows', differences(feed, snapshot)),
    named('the database says the same within seconds', await databaseDifferences(api, plan, snapshot)),
  ];
}

export function sittingsOverlapping({ sittings, faults }: Pick<FloorFeed, 'sittings' | 'faults'>): string[] {
  const overlaps = [...Map.groupBy(sittings, ({ tableId }) => tableId)].flatMap(([tableId, atTable]) => {
    const inOrder = [...atTable].sort((a, b) => a.from - b.from || a.until - b.until);
    return inOrder.flatMap((next, index) => {
      const before = inOrder[index - 1];
      return before === undefined || before.until <= next.from
        ? []
        : [`${before.reservationId} and ${next.reservationId} at table ${tableId}`];
    });
  });
  return [...overlaps, ...faults];
}

/** Versions only rise, and what was answered last stands unless the clock went on with it. */
export function missingFrom(
  snapshot: Pick<FloorSnapshot, 'reservations'>,
  journal: ReadonlyMap<number, Pick<Reservation, 'status' | 'version'>>,
): string[] {
  const present = new Map(snapshot.reservations.map((each) => [each.id, each]));
  return [...journal].flatMap(([id, believed]) => {
    const found = present.get(id);
    if (found === undefined) return [`${id} was accepted and is not there`];
    if (found.version < believed.version)
      return [`${id} went back from version ${believed.version} to ${found.version}`];
    if (found.status !== believed.status) return [`${id} was ${believed.status} and is ${found.status}`];
    return [];
  });
}

function leftBehind({ reservations, waitlist }: FloorSnapshot): string[] {
  const waiting = waitlist.map(({ id, status }) => `${id} is still ${status} at the door`);
  const parties = reservations.flatMap(({ id, status, conflict, seatedAt, completedAt }) => {
    if (status === 'seated' || status === 'confirmed' || status === 'pending') return [`${id} is still ${status}`];
    if (conflict === true) return [`${id} is in conflict`];
    const inOrder =
      status !== 'completed' || (seatedAt !== undefined && completedAt !== undefined && seatedAt <= completedAt);
    return inOrder ? [] : [`${id} is completed, seated ${String(seatedAt)} until ${String(completedAt)}`];
  });
  return [...waiting, ...parties];
}

export function differences(
  feed: Pick<FloorFeed, 'reservations' | 'tables' | 'waitlist'>,
  snapshot: Pick<FloorSnapshot, 'reservations' | 'tables' | 'waitlist'>,
): string[] {
  const found: string[] = [];
  const compare = <T>(what: string, folded: ReadonlyMap<number, T>, fresh: ReadonlyMap<number, T>): void => {
    for (const id of new Set([...folded.keys(), ...fresh.keys()])) {
      if (isDeepStrictEqual(folded.get(id), fresh.get(id))) continue;
      found.push(
        `${what} ${id}: the socket has ${JSON.stringify(folded.get(id))}, the floor ${JSON.stringify(fresh.get(id))}`,
      );
    }
  };
  compare('reservation', feed.reservations, new Map(snapshot.reservations.map((each) => [each.id, each])));
  compare('table', feed.tables, new Map(snapshot.tables.map((each) => [each.tableId, each])));
  compare('waiting', inOrder(feed.waitlist), new Map(snapshot.waitlist.map((each) => [each.id, each])));
  return found;
}

/** A message says one party's place; those behind it are numbered anew. */
function inOrder(waitlist: ReadonlyMap<number, WaitlistEntry>): Map<number, WaitlistEntry> {
  const entries = [...waitlist.values()].sort((one, other) => one.id - other.id);
  return new Map(entries.map((entry, index) => [entry.id, { ...entry, position: index + 1 }]));
}

/** A range is answered from the database, a single date by its object: so the range is one day longer. */
async function databaseDifferences(api: ApiClient, plan: EveningDate, snapshot: FloorSnapshot): Promise<string[]> {
  const truth = new Map(snapshot.reservations.map((each) => [each.id, essence(each)]));
  const deadline = performance.now() + databaseWithinMs;
  for (;;) {
    const rows = await rowsOf(api, plan);
    const known = new Map(rows.map((each) => [each.id, essence(each)]));
    const wrong = [...new Set([...truth.keys(), ...known.keys()])].filter((id) => known.get(id) !== truth.get(id));
    if (wrong.length === 0) return [];
    if (performance.now() > deadline) {
      return wrong.map((id) => `${id}: the database has ${String(known.get(id))}, the day ${String(truth.get(id))}`);
    }
    await sleep(200);
  }
}

async function rowsOf(api: ApiClient, { restaurantId, date }: EveningDate): Promise<Reservation[]> {
  const rows: Reservation[] = [];
  let cursor: string | undefined;
  do {
    const query = { from: date, to: addDays(date, 1), limit: 200, cursor };
    const page = await api.demand('GET /api/restaurants/{id}/reservations', { params: { id: restaurantId }, query });
    rows.push(...page.items.filter(({ reservationDate }) => reservationDate === date));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

function essence({ status, version, partySize, reservationTime, tableIds = [] }: Reservation): string {
  return `${status} v${version} ${partySize} at ${reservationTime}, tables ${tableIds.join('+')}`;
}
