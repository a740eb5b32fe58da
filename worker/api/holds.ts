/** Tables kept while a form is being filled in. A hold's id says where it is and cannot be guessed. */
import { randomBytes } from 'node:crypto';
import { dayName, parseDayName } from '../domain/ids.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { actorCan } from './actor.ts';
import { askDay } from './ask-day.ts';
import type { DayCall } from './ask-day.ts';
import { openedDay } from './day-reader.ts';
import { limitCaller } from './limits.ts';
import { answer } from './operation.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { ProblemAnswer, problem, refusalProblem } from './problem.ts';
import { refuseEarly } from './refuse-early.ts';

export const holdHandlers = {
  'POST /api/restaurants/{id}/holds': async (call) => {
    const { body, restaurant, env, actor } = call;
    const limited = await limitCaller(env, actor, 'hold');
    if (limited !== null) return limited;
    const { date, time, partySize } = body;
    const channel = actorCan(actor, 'reservations.write', restaurant) ? 'in_house' : 'online';
    const utcOffset = body.utcOffset ?? null;
    const preferredSeating = body.preferredSeating ?? [];
    const ask = { date, time, utcOffset, partySize, channel, durationMinutes: null, override: false } as const;
    const refused = await refuseEarly(env, restaurant, ask);
    if (refused !== null) return refusalProblem(refused);
    const holdId = `${dayName(restaurant.restaurantId, date)}:${randomBytes(18).toString('base64url')}`;
    const placed = { type: 'placeHold', holdId, time, utcOffset, partySize, channel, preferredSeating } as const;
    const held = holdOf(await askDay(call, date, placed));
    if (held instanceof ProblemAnswer) return held;
    return answer(held, { location: `/api/holds/${held.holdId}` });
  },

  'PUT /api/holds/{holdId}/extend': async (call) => {
    const place = await placeOf(call);
    if (place === null) return gone();
    return holdOf(await askDay(place.call, place.date, { type: 'extendHold', holdId: call.params.holdId }));
  },

  'DELETE /api/holds/{holdId}': async (call) => {
    const place = await placeOf(call);
    // Giving back what is not there any more is done already.
    if (place === null) return null;
    const released = await askDay(place.call, place.date, { type: 'releaseHold', holdId: call.params.holdId });
    return released instanceof ProblemAnswer ? released : null;
  },
} satisfies Handlers;

type OfHold = ApiCall<'PUT /api/holds/{holdId}/extend'> | ApiCall<'DELETE /api/holds/{holdId}'>;

async function placeOf(call: OfHold): Promise<{ date: string; call: DayCall } | null> {
  const { holdId } = call.params;
  const day = parseDayName(holdId.slice(0, holdId.lastIndexOf(':')));
  const restaurant = day === null ? null : await restaurantFacts(call.env, day.restaurantId, { ctx: call.ctx });
  if (day === null || restaurant === null) return null;
  if ((await openedDay(call.env, restaurant, day.serviceDate)) === null) return null;
  return { date: day.serviceDate, call: { ...call, restaurant } };
}

function holdOf(asked: Awaited<ReturnType<typeof askDay>>) {
  if (asked instanceof ProblemAnswer) return asked;
  return asked.ok && asked.hold !== null ? asked.hold : gone();
}

function gone(): ProblemAnswer {
  return problem('hold_gone', 'The table is no longer kept for you; please choose a time again.');
}
