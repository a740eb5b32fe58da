/** `npm run replay -- FILE.csv`: real bookings against houses of their size, and what comes of them. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceDateAt } from '../worker/domain/time/service-date.ts';
import { signedIn } from './api-client.ts';
import { CannotStart } from './processes.ts';
import { startProgress } from './progress.ts';
import { readBookings } from './replay/bookings-file.ts';
import type { RealBooking } from './replay/bookings-file.ts';
import { dayBoundary, daysToShift, houseOf, pooledHouse, zone } from './replay/houses.ts';
import type { ReplayHouse } from './replay/houses.ts';
import { reportOf } from './replay/report.ts';
import { replayHouses } from './replay/run-replay.ts';
import { startRuntime } from './runtime.ts';

const usage = `npm run replay -- FILE.csv [--restaurant N …] [--pool [--date YYYY-MM-DD …] [--tables 40]]

  FILE.csv      columns restaurant,visit_at,booked_at,party_size
  --restaurant  replays this restaurant alone, may be given several times; without it all of the file
  --pool        takes all bookings of a date as those of one house that is too small for them; default: the busiest date
  --tables      how many tables that house has
  --url         a running local server; without one the replay starts its own and leaves nothing behind`;

const owner = { email: 'replay@demo.test', name: 'Replay', password: 'replayed bookings', role: 'owner' };
const streamsAtOnce = 8;

try {
  const bookings = readBookings(readText(options().file));
  process.exitCode = (await replay(housesOf(bookings))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      restaurant: { type: 'string', multiple: true, default: [] },
      pool: { type: 'boolean', default: false },
      date: { type: 'string', multiple: true, default: [] },
      tables: { type: 'string', default: '40' },
      url: { type: 'string', default: `http://localhost:${process.env['PORT'] ?? '8787'}` },
    },
  });
  const [file] = positionals;
  if (file === undefined || (values.pool && values.restaurant.length > 0)) throw new CannotStart(usage);
  return { ...values, file, tables: Number(values.tables) };
}

function readText(file: string): string {
  if (!existsSync(file)) throw new CannotStart(`There is no file ${file}.`);
  return readFileSync(file, 'utf8');
}

function housesOf(bookings: readonly RealBooking[]): ReplayHouse[] {
  const { pool, date, restaurant, tables } = options();
  const shiftDays = daysToShift(bookings, serviceDateAt(Date.now(), zone, dayBoundary));
  if (pool) {
    const byDate = Map.groupBy(bookings, ({ visitAt }) => visitAt.slice(0, 10));
    const busiest = [...byDate].sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? '';
    return (date.length > 0 ? date : [busiest]).map((each) => {
      const ofDate = byDate.get(each);
      if (ofDate === undefined) throw new CannotStart(`Nobody in the file visits on ${each}.`);
      return pooledHouse(`pooled ${each}`, ofDate, shiftDays, tables);
    });
  }
  const byRestaurant = Map.groupBy(bookings, (booking) => booking.restaurant);
  const chosen = restaurant.length > 0 ? restaurant.map(Number) : [...byRestaurant.keys()].sort((a, b) => a - b);
  return chosen.map((each) => {
    const ofRestaurant = byRestaurant.get(each);
    if (ofRestaurant === undefined) throw new CannotStart(`Nobody in the file visits restaurant ${each}.`);
    return houseOf(`restaurant ${each}`, ofRestaurant, shiftDays);
  });
}

/** True when the ledgers hold no overlap and no other fault. */
async function replay(houses: readonly ReplayHouse[]): Promise<boolean> {
  const server = await serverFor(options().url);
  try {
    const groupId = await openGroup(server.origin);
    const total = houses.reduce((sum, { requests }) => sum + requests.length, 0);
    const progress = startProgress('Replaying');
    const dates = houses.reduce((sum, { requests }) => sum + new Set(requests.map(({ date }) => date)).size, 0);
    let done = 0;
    const replayed = await replayHouses(
      signedIn(server.origin, owner.email, owner.password),
      groupId,
      houses,
      streamsAtOnce,
      () => {
        done += 1;
        progress.show(done, total + dates, done <= total ? `${done} of ${total} bookings` : 'reading the ledgers');
      },
    );
    progress.end(
      `${total} bookings of ${houses.length} ${houses.length === 1 ? 'house' : 'houses'} replayed at ${server.origin}`,
    );
    console.log(reportOf(replayed));
    return replayed.results.every(({ overlaps, faults }) => overlaps.length === 0 && faults.length === 0);
  } finally {
    await server.stop();
  }
}

async function serverFor(url: string): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const health = await fetch(new URL('/api/health', url)).catch(() => null);
  if (health?.ok === true) return { origin: url, stop: async () => undefined };
  const stateDir = mkdtempSync(join(tmpdir(), 'maitred-replay-'));
  // Also when it is interrupted.
  process.once('exit', () => {
    rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
  });
  const runtime = await startRuntime({ port: 0, stateDir, quiet: true });
  return { origin: runtime.origin, stop: () => runtime.stop() };
}

/** Houses of replays belong to a group of their own, apart from whatever else is there. */
async function openGroup(origin: string): Promise<number> {
  const response = await fetch(new URL('/__local/people', origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ group: { name: 'Replays', slug: 'replays' }, people: [owner] }),
  });
  if (!response.ok) throw new CannotStart(`${origin} is no local server of maitred: ${response.status}`);
  return ((await response.json()) as { groupId: number }).groupId;
}
