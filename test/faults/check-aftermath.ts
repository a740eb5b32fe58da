/**
 * What must hold after any fault has ended. Every acknowledged change is there (I3); under each key there was one effect,
 * and the answer is the same again (I4); D1 catches up by itself, no version ever fell, no guest was made twice, every
 * event has its outbox row (I7); and the ledgers hold what `checkLedgers` asks (I1, I6, I9, I10).
 */
import type { Reservation } from '../../worker/contract/reservations.ts';
import { type BusyClient, type Expected, differences } from '../support/busy-client.ts';
import { checkLedgers } from '../support/check-ledgers.ts';
import { type DayFile, readDayFiles } from '../support/ledger-files.ts';
import { type LocalServer, until } from '../support/local-server.ts';
import type { OpenedRestaurant } from '../support/open-restaurant.ts';
import type { BusyHouse } from './busy-house.ts';
import type { Outcome } from './outcome.ts';

/** A repeated answer is told from the whole ledger of its date: a sample of a long run will do. */
const repeatedMax = 300;

/** Stops the server at the end, to read what lies on disk. After `catchUpSeconds` D1 must have caught up by itself. */
export async function checkAftermath(
  server: LocalServer,
  { restaurant, clients }: BusyHouse,
  catchUpSeconds: number,
): Promise<Outcome> {
  const expected = new Map(clients.flatMap((client) => [...client.expected]));
  const complaints = clients.flatMap((client) => client.complaints);
  // First D1 alone, before anybody asks the objects: they must have caught up by themselves.
  complaints.push(...(await checkCaughtUp(server, expected, catchUpSeconds)));
  complaints.push(...(await checkRead(restaurant, expected)));
  complaints.push(...(await checkRepeated(restaurant, clients, expected)));
  complaints.push(...(await checkOutbox(server, restaurant, catchUpSeconds)));
  await server.stop();
  const days = readDayFiles(server.stateDir);
  complaints.push(...checkLedgers(days), ...checkEffects(days, expected));
  const settled = clients.flatMap((client) => client.settled);
  return {
    complaints,
    facts: {
      acknowledged: settled.filter(({ status }) => status < 300).length,
      refused: settled.filter(({ status }) => status >= 300).length,
      unknown: clients.reduce((sum, client) => sum + client.unknown, 0),
      events: days.reduce((sum, day) => sum + day.lines.length, 0),
    },
  };
}

/** D1 itself notes when a version falls. */
export async function watchVersions(server: LocalServer): Promise<void> {
  await server.queryD1('CREATE TABLE fallen_versions (id INTEGER, was INTEGER, became INTEGER)');
  await server.queryD1(`CREATE TRIGGER version_fell AFTER UPDATE ON reservations WHEN NEW.version < OLD.version
    BEGIN INSERT INTO fallen_versions VALUES (OLD.id, OLD.version, NEW.version); END`);
}

interface ProjectedRow {
  readonly id: number;
  readonly service_date: string;
  readonly time: string;
  readonly party_size: number;
  readonly status: Reservation['status'];
  readonly guest_name: string;
}

/** I7 */
async function checkCaughtUp(
  server: LocalServer,
  expected: ReadonlyMap<number, Expected>,
  seconds: number,
): Promise<string[]> {
  let complaints: string[] = [];
  const look = async (): Promise<boolean> => {
    const query = 'SELECT id, service_date, time, party_size, status, guest_name FROM reservations';
    const rows = new Map((await server.queryD1<ProjectedRow>(query)).map((row) => [row.id, row]));
    complaints = [...expected.values()].flatMap((each) => {
      const row = rows.get(each.id);
      return row === undefined
        ? [`I7 D1 lacks reservation ${String(each.id)}`]
        : differences(readOf(row), each).map((what) => `I7 D1: ${what}`);
    });
    if (rows.size > expected.size)
      complaints.push(`I3 D1 has ${String(rows.size)} reservations of ${String(expected.size)}`);
    return complaints.length === 0;
  };
  await until(look, 'D1 has caught up', seconds).catch(() => undefined);
  const fallen = await server.queryD1('SELECT * FROM fallen_versions');
  const twice = await server.queryD1('SELECT phone_digits FROM guests GROUP BY phone_digits HAVING count(*) > 1');
  if (fallen.length > 0) complaints.push(`I7 versions fell: ${JSON.stringify(fallen)}`);
  if (twice.length > 0) complaints.push(`I7 guests were made twice: ${JSON.stringify(twice)}`);
  return complaints;
}

function readOf(row: ProjectedRow): Reservation {
  const { id, service_date: reservationDate, time: reservationTime, party_size: partySize, status } = row;
  return {
    id,
    reservationDate,
    reservationTime,
    partySize,
    status,
    guestInfo: { name: row.guest_name },
  } as Reservation;
}

/** I3: what was acknowledged is there. */
async function checkRead({ host }: OpenedRestaurant, expected: ReadonlyMap<number, Expected>): Promise<string[]> {
  const complaints: string[] = [];
  for (const each of expected.values()) {
    const read = await host.ask('GET /api/reservations/{reservationId}', { params: { reservationId: each.id } });
    if (read.ok) complaints.push(...differences(read.body, each).map((what) => `I3 ${what}`));
    else complaints.push(`I3 reservation ${String(each.id)} is lost: ${read.problem.detail}`);
  }
  return complaints;
}

/** I7: each event once, so that whatever is to be told of it can be. */
async function checkOutbox(server: LocalServer, { id }: OpenedRestaurant, seconds: number): Promise<string[]> {
  const complaints: string[] = [];
  for (const { date } of await server.queryD1<{ date: string }>('SELECT service_date AS date FROM open_days')) {
    const query = 'SELECT seq FROM outbox WHERE restaurant_id = ? AND service_date = ? ORDER BY seq';
    const same = async (): Promise<boolean> => {
      const ledger = await fetch(`${server.origin}/__local/ledger?restaurantId=${String(id)}&date=${date}`);
      const { rows } = (await ledger.json()) as { rows: { seq: number }[] };
      const outbox = await server.queryD1<{ seq: number }>(query, id, date);
      return rows.map(({ seq }) => seq).join() === outbox.map(({ seq }) => seq).join();
    };
    await until(same, `the outbox has the events of ${date}`, seconds).catch((error: unknown) => {
      complaints.push(`I7 ${String(error)}`);
    });
  }
  return complaints;
}

/** I4: the same request again has no other effect, and the same answer where the reservation has not moved on since. */
async function checkRepeated(
  { host }: OpenedRestaurant,
  clients: readonly BusyClient[],
  expected: ReadonlyMap<number, Expected>,
): Promise<string[]> {
  const complaints: string[] = [];
  const acknowledged = clients.flatMap((client) => client.settled).filter(({ status }) => status < 300);
  const every = Math.ceil(acknowledged.length / repeatedMax);
  for (const [index, { operation, parts, body, reservationId }] of acknowledged.entries()) {
    if (index % every > 0) continue;
    const again = await host.ask(operation, parts);
    const hasMoved = reservationId !== null && (expected.get(reservationId)?.moved ?? 0) > 0;
    if (hasMoved || operation.startsWith('DELETE /api/holds')) continue;
    const same = again.ok && JSON.stringify(again.body) === JSON.stringify(body);
    if (!same) complaints.push(`I4 ${operation} again: ${JSON.stringify(again)} instead of ${JSON.stringify(body)}`);
  }
  return complaints;
}

/** I4 again, from the ledgers: every acknowledged request has one effect, and nothing happened that nobody was told. */
function checkEffects(days: readonly DayFile[], expected: ReadonlyMap<number, Expected>): string[] {
  const lines = days.flatMap((day) => day.lines);
  const countOf = (type: string, id: number): number =>
    lines.filter((line) => line.type === type && line.body['id'] === id).length;
  const booked = lines
    .filter((line) => line.type === 'ReservationBooked')
    .map(({ body }) => (body['reservation'] as { id: number }).id);
  const complaints = booked
    .filter((id) => !expected.has(id))
    .map((id) => `I3 nobody was told of reservation ${String(id)}`);
  for (const { id, modified, moved, cancelled } of expected.values()) {
    const pairs = [
      ['ReservationModified', modified],
      ['MovedOut', moved],
      ['ReservationCancelled', cancelled],
    ] as const;
    for (const [type, times] of pairs) {
      const count = countOf(type, id);
      if (count !== times)
        complaints.push(`I4 reservation ${String(id)}: ${type} ${String(count)} times, not ${String(times)}`);
    }
  }
  const names = days.flatMap((day) => [...day.names.values()]);
  if (new Set(names).size !== names.length) complaints.push('I4 one request made two bookings');
  return complaints;
}
