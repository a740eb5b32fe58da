/** People who decide tonight: on their phone, by telephone, at the door. */
import type { Reservation } from '../../worker/contract/reservations.ts';
import { wallTimeAt } from '../../worker/domain/time/service-date.ts';
import { drawName } from '../demo/names.ts';
import { partySizes } from '../demo/house.ts';
import type { CallParts } from '../api-client.ts';
import type { Chance } from '../../worker/domain/chance.ts';
import type { Evening } from './evening.ts';
import { drawFate } from './evening-plan.ts';

const minuteMs = 60_000;
/** Strangers have a small budget per address; who is over it books through an account. */
const strangersMax = 12;
const anyone = [
  ['english', 4],
  ['italian', 2],
  ['french', 2],
  ['japanese', 2],
  ['spanish', 1],
  ['nordic', 1],
] as const;

export function planLateGuests(evening: Evening): void {
  const { chance, time, plan, feed } = evening;
  const tables = feed.tables.size;
  const spread = (from: number, until: number): number => plan.startsAt + chance.whole(from, until) * minuteMs;
  for (let index = 0; index < Math.round(tables * 0.4); index += 1) {
    time.plan(spread(0, 240), () => bookOnline(evening, chance.of(`online ${index}`), index < strangersMax));
  }
  for (let index = 0; index < Math.round(tables * 0.25); index += 1) {
    time.plan(spread(5, 220), () => bookByPhone(evening, chance.of(`phone ${index}`)));
  }
  // More than the room has tables for at eight: so the list is needed.
  for (let index = 0; index < Math.round(tables * 1.1); index += 1) {
    const minute = Math.min(310, Math.max(40, chance.normal(190, 50)));
    time.plan(plan.startsAt + minute * minuteMs, () => evening.door.walkIn(chance.of(`walk-in ${index}`)));
  }
}

export function drawGuestInfo(chance: Chance) {
  const { full, latin } = drawName(chance, anyone);
  return { name: full, phone: `+1 917 555 ${chance.whole(1000, 9999)}`, email: `${latin}@example.com` };
}

/** Looks for free times, often keeps one while typing, and books; some never finish the form. */
async function bookOnline(evening: Evening, chance: Chance, asStranger: boolean): Promise<void> {
  const { plan, tally } = evening;
  const params = { id: plan.restaurantId };
  const partySize = chance.weighted(partySizes.filter(([size]) => size <= 6));
  const by = asStranger ? evening.guestApi : evening.api;
  const query = { date: plan.date, partySize, channel: 'online' };
  const found = await evening.ask('GET /api/restaurants/{id}/availability', { params, query }, evening.guestApi);
  const times = (found?.timeSlots ?? []).map(({ time }) => time);
  if (times.length === 0) {
    tally.count('found nothing online');
    return;
  }
  const time = chance.pick(times.slice(0, 8));
  const held = chance.happens(0.5)
    ? await evening.ask('POST /api/restaurants/{id}/holds', { params, body: { date: plan.date, time, partySize } }, by)
    : null;
  if (held !== null && chance.happens(0.15)) {
    tally.count('left the form');
    return;
  }
  const body = {
    date: plan.date,
    time,
    partySize,
    guestInfo: drawGuestInfo(chance),
    ...(held === null ? {} : { holdId: held.holdId }),
  };
  const booked = await submitForm(evening, body, asStranger);
  if (booked !== null) await expectTonight(evening, booked, chance, 'booked online');
}

type Form = NonNullable<CallParts<'POST /api/restaurants/{id}/reservations/public'>['body']>;

async function submitForm(evening: Evening, body: Form, asStranger: boolean): Promise<Reservation | null> {
  const params = { id: evening.plan.restaurantId };
  if (asStranger) {
    const answer = await evening.guestApi.ask('POST /api/restaurants/{id}/reservations/public', { params, body });
    if (answer.ok) return evening.note(answer.body);
    if (answer.problem.code !== 'too_many_requests') {
      evening.tally.refuse(answer.problem.code);
      return null;
    }
  }
  return evening.ask('POST /api/restaurants/{id}/reservations', { params, body: { ...body, source: 'online' } });
}

/** Asks for a time, and often takes another that is offered instead. */
async function bookByPhone(evening: Evening, chance: Chance): Promise<void> {
  const { plan, api, tally } = evening;
  const wanted = evening.time.now + chance.whole(30, 150) * minuteMs;
  const quarter = 15 * minuteMs;
  const time = wallTimeAt(Math.ceil(wanted / quarter) * quarter, plan.zone);
  const partySize = chance.weighted(partySizes);
  const guestInfo = drawGuestInfo(chance);
  const ask = (at: string) => ({
    params: { id: plan.restaurantId },
    body: { date: plan.date, time: at, partySize, source: 'phone' as const, guestInfo },
  });
  const answer = await api.ask('POST /api/restaurants/{id}/reservations', ask(time));
  if (answer.ok) {
    return expectTonight(evening, evening.note(answer.body), chance, 'booked by phone');
  }
  tally.refuse(answer.problem.code);
  const [other] = answer.problem.alternativeTimes ?? [];
  if (other === undefined || chance.happens(0.3)) return;
  const booked = await evening.ask('POST /api/restaurants/{id}/reservations', ask(other));
  if (booked !== null) await expectTonight(evening, booked, chance, 'booked by phone');
}

async function expectTonight(evening: Evening, booked: Reservation, chance: Chance, how: string): Promise<void> {
  evening.tally.count(how);
  if (booked.status === 'pending') await evening.onReservation(booked.id, 'confirm');
  evening.expect(drawFate(booked, evening.time.now, chance));
}
