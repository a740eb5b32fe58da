/** The waitlist at the door: who waits, how long that will be, and calling them in. */
import type { WaitQuote, WaitlistEntry } from '../contract/waitlist.ts';
import { capabilitiesAt } from '../domain/access.ts';
import type { HouseModel } from '../domain/forecast/house-model.ts';
import { waitInputOf } from '../domain/forecast/wait-input.ts';
import { parseDayId } from '../domain/ids.ts';
import type { DayCommand } from '../domain/reservation/commands.ts';
import { quoteWait } from '../domain/seating/quote-wait.ts';
import { wallTimeAt } from '../domain/time/service-date.ts';
import { doorOpensAt } from '../domain/waitlist/next-call.ts';
import { now } from '../day/clock.ts';
import type { DayAccepted } from '../day/messages.ts';
import { trimWaitlistEntry } from '../day/waitlist-view.ts';
import type { Env } from '../env.ts';
import { isTransient } from '../store/d1-errors.ts';
import { learnedHouse } from '../store/house-models.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { UserActor } from './actor.ts';
import { askDay, today } from './ask-day.ts';
import type { DayCall } from './ask-day.ts';
import { openedDay, stateOfDay } from './day-reader.ts';
import type { Handlers } from './operation.ts';
import { answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem } from './problem.ts';
import { trimmed } from './reservations.ts';

const minuteMs = 60_000;

export const waitlistHandlers = {
  'GET /api/restaurants/{id}/waitlist': async (call) => {
    const stub = await openedDay(call.env, call.restaurant, today(call.restaurant));
    const entries = stub === null ? [] : await stub.waitlist();
    return { items: entries.map((entry) => trimmedEntry(call, entry)), nextCursor: null };
  },

  'POST /api/restaurants/{id}/waitlist': async (call) => {
    const { env, restaurant, body } = call;
    const { partySize, preferredSeating = [], ...details } = body;
    const { minutes: quotedMinutes } = await quoteOf(env, restaurant, partySize);
    const command: DayCommand = { type: 'joinWaitlist', partySize, preferredSeating, quotedMinutes };
    const joined = await askDay(call, today(restaurant), command, details);
    if (joined instanceof ProblemAnswer) return joined;
    if (!joined.ok || joined.waitlist === null) throw new Error('a party joined the waitlist without an entry');
    const location = `/api/restaurants/${String(restaurant.restaurantId)}/waitlist`;
    return answer(trimmedEntry(call, joined.waitlist), { location });
  },

  'GET /api/restaurants/{id}/waitlist/quote': ({ env, restaurant, query }) => quoteOf(env, restaurant, query.partySize),

  'PUT /api/waitlist/{waitlistId}/call': (call) => commanded(call, (waitlistId) => ({ type: 'callParty', waitlistId })),
  'DELETE /api/waitlist/{waitlistId}': (call) =>
    commanded(call, (waitlistId) => ({ type: 'leaveWaitlist', waitlistId })),

  'PUT /api/waitlist/{waitlistId}/seat': async (call) => {
    const tableIds = call.body?.tableIds ?? null;
    const seated = await askDoor(call, (waitlistId) => ({ type: 'seatFromWaitlist', waitlistId, tableIds }));
    if (seated instanceof ProblemAnswer) return seated;
    if (seated.reservation === null) throw new Error('a party was seated from the waitlist without a reservation');
    return trimmed(call, seated.reservation);
  },
} satisfies Handlers;

type OnEntry = DayCall & { readonly actor: UserActor; readonly params: { readonly waitlistId: number } };
type EntryCommand = (waitlistId: number) => DayCommand;

async function commanded(call: OnEntry, command: EntryCommand): Promise<WaitlistEntry | ProblemAnswer> {
  const accepted = await askDoor(call, command);
  if (accepted instanceof ProblemAnswer) return accepted;
  if (accepted.waitlist === null) throw new Error('a command on the waitlist was accepted without its entry');
  return trimmedEntry(call, accepted.waitlist);
}

/** To the date of the entry's id, if there ever was one. */
async function askDoor(call: OnEntry, command: EntryCommand): Promise<DayAccepted | ProblemAnswer> {
  const { env, restaurant, params } = call;
  const date = parseDayId(params.waitlistId)?.serviceDate ?? '';
  if ((await openedDay(env, restaurant, date)) === null) return notFoundProblem('party on the waitlist');
  const asked = await askDay(call, date, command(params.waitlistId));
  if (asked instanceof ProblemAnswer || asked.ok) return asked;
  return notFoundProblem('party on the waitlist');
}

/** What a party of this size would be told now, behind everybody who waits. */
async function quoteOf(env: Env, restaurant: RestaurantFacts, partySize: number): Promise<WaitQuote> {
  const { restaurantId } = restaurant;
  const [state, model] = await Promise.all([
    stateOfDay(env, restaurant, today(restaurant)),
    modelOf(env, restaurantId),
  ]);
  const ahead = [...state.waitlist.values()].filter(({ status }) => status === 'waiting');
  const { configuration } = state;
  const asked = now(restaurantId);
  const opensAt = doorOpensAt(configuration, asked) ?? asked;
  const estimate = quoteWait(waitInputOf(state, model, opensAt, partySize, ahead));
  const quote = { partySize, ...estimate, partiesAhead: ahead.length };
  if (opensAt === asked) return quote;
  const until = Math.ceil((opensAt - asked) / minuteMs);
  const later = (minutes: number | null): number | null => (minutes === null ? null : minutes + until);
  const basis = `Tables are given from ${wallTimeAt(opensAt, configuration.zone)} on.`;
  const { minutes, from } = quote;
  return { ...quote, minutes: later(minutes), from: later(from), until: later(quote.until), basis };
}

/** With D1 away the room goes on: then turns are what the house has set. */
async function modelOf(env: Env, restaurantId: number): Promise<HouseModel | null> {
  try {
    return (await learnedHouse(env, restaurantId))?.model ?? null;
  } catch (error) {
    if (!isTransient(error)) throw error;
    return null;
  }
}

function trimmedEntry(
  { actor, restaurant }: { readonly actor: UserActor; readonly restaurant: RestaurantFacts },
  entry: WaitlistEntry,
): WaitlistEntry {
  return trimWaitlistEntry(entry, capabilitiesAt(actor.grants, restaurant));
}
