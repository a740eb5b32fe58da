/** `npm run service`: plays an evening against a running local server, checks what must hold, and tells what happened. */
import { parseArgs } from 'node:util';
import { wallTimeAt, weekdayOf } from '../worker/domain/time/service-date.ts';
import { signedIn } from './api-client.ts';
import { chanceFrom } from '../worker/domain/chance.ts';
import { demoPassword } from './demo/set-up.ts';
import { houseClock } from './house-clock.ts';
import { CannotStart } from './processes.ts';
import { startProgress } from './progress.ts';
import { chooseEvening, isExpected } from './service/evening-plan.ts';
import { Evening } from './service/evening.ts';
import { FloorFeed } from './service/floor-feed.ts';
import { HouseTime } from './service/house-time.ts';
import { checkEvening } from './service/invariants.ts';

const usage = `npm run service -- [--url http://localhost:8787] [--restaurant 1] [--speed 600] [--seed 1]

  --speed  how many times faster than real time the evening goes; 0: as fast as the server answers`;

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

try {
  process.exitCode = (await playEvening(options())) ? 0 : 1;
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}

function options() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: `http://localhost:${process.env['PORT'] ?? '8787'}` },
      restaurant: { type: 'string', default: '1' },
      speed: { type: 'string', default: '600' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const [restaurantId, speed] = [Number(values.restaurant), Number(values.speed)];
  if (values.help || !(restaurantId >= 1) || !(speed >= 0)) throw new CannotStart(usage);
  return { origin: values.url, restaurantId, speed: speed === 0 ? Infinity : speed, seed: values.seed };
}

/** True when everything held. */
async function playEvening({ origin, restaurantId, speed, seed }: ReturnType<typeof options>): Promise<boolean> {
  await requireServer(origin);
  const api = signedIn(origin, 'owner@demo.test', demoPassword);
  const plan = await chooseEvening(api, restaurantId);
  if (plan === null) {
    throw new CannotStart(
      `Restaurant ${restaurantId} has no evening with bookings left to play. A new state has: MAITRED_STATE=.wrangler/other npm start`,
    );
  }
  const clock = houseClock(origin, restaurantId);
  const feed = new FloorFeed(api, restaurantId, plan.date);
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  const weekday = weekdays[weekdayOf(plan.date)] ?? '';
  console.log(
    `${weekday} ${plan.date} at ${plan.restaurantName}, ${plan.booked.filter(isExpected).length} bookings, seed ${seed}`,
  );
  try {
    // Whoever booked for lunch is served first, as fast as it goes.
    const opensAt = Math.min(plan.startsAt, ...plan.booked.map(({ startsAt }) => Date.parse(startsAt) - 15 * 60_000));
    await clock.set(opensAt);
    await feed.connect();
    const time = new HouseTime(clock, opensAt);
    const evening = new Evening(api, plan, time, feed, chanceFrom(`service ${seed}`));
    evening.prepare();
    await run(evening, speed, stop.signal);
    if (stop.signal.aborted) return false;
    return tell(await checkEvening(evening));
  } finally {
    feed.disconnect();
    await clock.reset();
  }
}

async function run(evening: Evening, speed: number, aborted: AbortSignal): Promise<void> {
  const { plan, time, tally, feed } = evening;
  const usualEnd = plan.startsAt + 8.5 * 3_600_000;
  const progress = startProgress(plan.restaurantName);
  const started = performance.now();
  await time.run(
    (at) => (at < plan.startsAt ? Infinity : speed),
    () => {
      const seated = [...feed.tables.values()].filter(({ status }) => status === 'occupied').length;
      const note = `${wallTimeAt(time.now, plan.zone)}  ${seated} tables occupied, ${tally.covers} covers`;
      progress.show(time.now - plan.startsAt, usualEnd - plan.startsAt, note);
    },
    aborted,
  );
  const seconds = (performance.now() - started) / 1000;
  progress.end(`${tally.commands} commands in ${seconds.toFixed(0)} s, ${feed.messages} messages on the socket`);
  console.log(tally.lines().join('\n'));
}

function tell(checks: Awaited<ReturnType<typeof checkEvening>>): boolean {
  for (const { name, violations } of checks) {
    console.log(`${violations.length === 0 ? '✓' : '✗'} ${name}`);
    for (const violation of violations.slice(0, 5)) console.log(`    ${violation}`);
    if (violations.length > 5) console.log(`    and ${violations.length - 5} more`);
  }
  return checks.every(({ violations }) => violations.length === 0);
}

async function requireServer(origin: string): Promise<void> {
  const health = await fetch(new URL('/api/health', origin)).catch(() => null);
  if (health?.ok !== true)
    throw new CannotStart(`Nothing answers at ${origin}. Start it in another terminal: npm start`);
}
