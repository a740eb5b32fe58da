/**
 * The demo of docs/local.md: three restaurants with a past, a present and two weeks ahead. Filled in once per state; a
 * fill that was interrupted goes on at the step it had reached.
 */
import { serviceDateAt } from '../../worker/domain/time/service-date.ts';
import { signedIn, stranger } from '../api-client.ts';
import type { ApiClient } from '../api-client.ts';
import { houseClock } from '../house-clock.ts';
import { startProgress } from '../progress.ts';
import type { Progress } from '../progress.ts';
import type { LocalRuntime } from '../runtime.ts';
import { happeningsUntil, keyOf } from './ahead.ts';
import { brasserieDuCanal } from './brasserie-du-canal.ts';
import { datesFrom } from './demand.ts';
import { osteriaLume } from './osteria-lume.ts';
import type { PastReservation } from './past-rows.ts';
import { pastOf } from './past.ts';
import { planWork } from './plan-work.ts';
import { addPeople, belongsToOthers, demoPassword, furnish, openRestaurants, people } from './set-up.ts';
import type { OpenedHouse } from './set-up.ts';
import { sushiKawa } from './sushi-kawa.ts';
import { play } from './timeline.ts';

const houses = [osteriaLume, brasserieDuCanal, sushiKawa];
const daysBehind = 182;
const rowsPerRequest = 1_000;
const bookFile = 'demo/book.json';

/** How far a fill has come, kept with the state it is about. */
interface Book {
  /** The first start: everything is counted from here, also when the fill goes on another day. */
  readonly startedAt: number;
  readonly done: readonly string[];
}

/** Fills in the demo restaurants unless they are there; resolves to the lines about sign-ins that `npm start` prints. */
export async function fillDemo(origin: string, runtime: LocalRuntime): Promise<readonly string[]> {
  const bucket = await runtime.mf.getR2Bucket('UPLOADS');
  const kept = await bucket.get(bookFile);
  let book: Book = kept === null ? { startedAt: Date.now(), done: [] } : ((await kept.json()) as Book);
  if (book.done.includes('all')) return signIns();
  if (kept === null && (await belongsToOthers(stranger(origin)))) {
    return ['No demo here: this state has groups of its own.'];
  }
  const progress = startProgress('Filling in the demo');
  const step = async (name: string, work: () => Promise<void>): Promise<void> => {
    if (book.done.includes(name)) return;
    await work();
    book = { ...book, done: [...book.done, name] };
    await bucket.put(bookFile, JSON.stringify(book));
  };
  await bucket.put(bookFile, JSON.stringify(book));
  await fill(origin, book.startedAt, step, progress);
  await step('all', async () => undefined);
  progress.end('The demo restaurants are filled in.');
  return signIns();
}

type Step = (name: string, work: () => Promise<void>) => Promise<void>;

async function fill(origin: string, startedAt: number, step: Step, progress: Progress): Promise<void> {
  progress.show(0, 100, 'people and restaurants');
  const groupId = await addPeople(origin);
  const api = signedIn(origin, 'owner@demo.test', demoPassword);
  await openRestaurants(api, groupId, houses);
  const opened = await Promise.all(houses.map((house) => furnish(api, house, startedAt)));
  await Promise.all(opened.map((each) => step(`work ${each.restaurantId}`, () => planWork(api, each, startedAt))));
  for (const [index, each] of opened.entries()) {
    progress.show(10 + index * 10, 100, `six months of ${each.house.profile.name}`);
    await step(`past ${each.restaurantId}`, () => putPast(origin, each, startedAt));
    await step(`learned ${each.restaurantId}`, () => learn(origin, each));
  }
  const shown = countingFrom(40, progress);
  await Promise.all(
    opened.map((each) => step(`ahead ${each.restaurantId}`, () => playAhead(api, each, startedAt, shown))),
  );
}

async function putPast(origin: string, { house, restaurantId, floor }: OpenedHouse, startedAt: number): Promise<void> {
  const today = serviceDateAt(startedAt, house.profile.zone, '04:00');
  const { guests, reservations } = pastOf(house, floor, today, daysBehind);
  await put({ restaurantId, guests, reservations: [] });
  for (let start = 0; start < reservations.length; start += rowsPerRequest) {
    await put({ restaurantId, guests: [], reservations: reservations.slice(start, start + rowsPerRequest) });
  }

  async function put(part: {
    restaurantId: number;
    guests: readonly unknown[];
    reservations: readonly PastReservation[];
  }) {
    const response = await fetch(new URL('/__local/past', origin), { method: 'POST', body: JSON.stringify(part) });
    if (!response.ok) throw new Error(`the past could not be written: ${response.status} ${await response.text()}`);
  }
}

/** So that the forecast is there before the first night. */
async function learn(origin: string, { restaurantId }: OpenedHouse): Promise<void> {
  const body = JSON.stringify({ restaurantId });
  const response = await fetch(new URL('/__local/learn', origin), { method: 'POST', body });
  if (!response.ok) throw new Error(`nothing could be learned: ${response.status} ${await response.text()}`);
}

async function playAhead(api: ApiClient, opened: OpenedHouse, startedAt: number, shown: Shown): Promise<void> {
  const { restaurantId, house } = opened;
  const known = await knownBookings(api, opened, startedAt);
  const dates = happeningsUntil(api, opened, startedAt, known);
  const part = shown(dates.flat().length, `two weeks ahead at ${house.profile.name}`);
  const clock = houseClock(api.origin, restaurantId);
  for (const happenings of dates) await play(happenings, clock, part);
}

/** What an interrupted fill has booked already; none of it shall be booked twice. */
async function knownBookings(api: ApiClient, { house, restaurantId }: OpenedHouse, startedAt: number) {
  const known = new Map<string, number>();
  for (const date of datesFrom(serviceDateAt(startedAt, house.profile.zone, '04:00'), 15)) {
    const query = { date, limit: 200 };
    const { items } = await api.demand('GET /api/restaurants/{id}/reservations', {
      params: { id: restaurantId },
      query,
    });
    for (const { id, reservationTime: time, partySize, guestInfo } of items) {
      known.set(keyOf({ date, time, partySize, phone: guestInfo.phone }), id);
    }
  }
  return known;
}

type Shown = (total: number, note: string) => (count: number) => void;

/** One bar for three restaurants that fill at the same time. */
function countingFrom(start: number, progress: Progress): Shown {
  let [done, total] = [0, 0];
  return (more, note) => {
    total += more;
    return (count) => {
      done += count;
      progress.show(start + ((100 - start) * done) / total, 100, note);
    };
  };
}

function signIns(): string[] {
  const widest = Math.max(...people.map(({ email }) => email.length));
  const lines = people.map(
    ({ email, role, place }) => `  ${email.padEnd(widest)}  ${role === 'customer' ? place : `${role}, ${place}`}`,
  );
  return [`Sign in with the password ${demoPassword} as`, ...lines];
}
