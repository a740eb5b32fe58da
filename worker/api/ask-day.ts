/**
 * From a checked request to the object that decides. Who asks becomes the day's actor, an Idempotency-Key becomes a
 * scoped request key, and a reservation is followed from the date it was made for to the date it is on now.
 */
import { createHash } from 'node:crypto';
import type { Reservation } from '../contract/reservations.ts';
import { worksAt } from '../domain/access.ts';
import { parseDayId } from '../domain/ids.ts';
import type { DayCommand } from '../domain/reservation/commands.ts';
import type { CommandActor } from '../domain/reservation/events.ts';
import type { ServiceDate } from '../domain/service/configuration.ts';
import { serviceDateAt } from '../domain/time/service-date.ts';
import { now } from '../day/clock.ts';
import type { DetailsChange } from '../day/ledger.ts';
import { isMoved } from '../day/messages.ts';
import type { DayAccepted, DayAnswer, DayMoved, DayRequest } from '../day/messages.ts';
import { dayStub } from '../day/stub.ts';
import type { Env } from '../env.ts';
import { groupDatabase } from '../store/database.ts';
import { findReservation } from '../store/reservations.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { Actor } from './actor.ts';
import { openedDay } from './day-reader.ts';
import { ProblemAnswer, notFoundProblem, problem, refusalProblem } from './problem.ts';
import { rowView } from './reservation-rows.ts';

/** What every call about a restaurant has, whichever operation it is. */
export interface DayCall {
  readonly env: Env;
  readonly ctx: ExecutionContext;
  readonly request: Request;
  readonly actor: Actor;
  readonly idempotencyKey: string | null;
  readonly origin: string;
  readonly restaurant: RestaurantFacts;
  readonly params?: unknown;
  readonly body?: unknown;
}

/** A chain of moves ends where the reservation is; more hops than this mean that it moves faster than we follow. */
const hopsMax = 4;
const triesMax = 3;

export function today(facts: RestaurantFacts): ServiceDate {
  return serviceDateAt(now(facts.restaurantId), facts.zone, facts.dayBoundary);
}

function commandActor(actor: Actor, facts: RestaurantFacts): CommandActor {
  if (actor.kind === 'anonymous') return { kind: 'anonymous', userId: null };
  if (actor.kind === 'guest') return { kind: 'guest', userId: null };
  const worksHere = worksAt(actor.grants, facts);
  return { kind: worksHere ? 'staff' : 'customer', userId: actor.userId };
}

/** Sends a command to a date of the call's restaurant. */
export async function askDay(
  call: DayCall,
  date: ServiceDate,
  command: DayCommand,
  details?: DetailsChange,
): Promise<DayAccepted | DayMoved | ProblemAnswer> {
  const { env, restaurant, actor } = call;
  const base = { command, actor: commandActor(actor, restaurant), source: sourceOf(call), key: requestKeyOf(call) };
  const answer = await executeAt(env, restaurant, date, details === undefined ? base : { ...base, details });
  return answer.ok || isMoved(answer) ? answer : refusalProblem(answer);
}

/** Sends a command about a reservation to wherever it is; the accepted answer always has the reservation. */
export async function askReservation(
  call: DayCall,
  id: number,
  command: (date: ServiceDate) => DayCommand,
  details?: DetailsChange,
): Promise<Reservation | ProblemAnswer> {
  let date = parseDayId(id)?.serviceDate ?? '';
  // A guessed id must not wake an object where there never was one.
  if ((await openedDay(call.env, call.restaurant, date)) === null) return notFoundProblem('reservation');
  for (let hop = 0; hop < hopsMax; hop += 1) {
    const answer = await askDay(call, date, command(date), details);
    if (answer instanceof ProblemAnswer) return answer;
    if (answer.ok) return answer.reservation ?? (await readReservation(call.env, call.restaurant, id));
    date = answer.movedTo;
  }
  return stillMoving();
}

/** From its day, or from D1 where the date has no object (any more). */
export async function readReservation(
  env: Env,
  restaurant: RestaurantFacts,
  id: number,
): Promise<Reservation | ProblemAnswer> {
  let stub = await openedDay(env, restaurant, parseDayId(id)?.serviceDate ?? '');
  if (stub === null) {
    const row = await findReservation(groupDatabase(env, restaurant.groupId), id);
    return row === null || row.restaurantId !== restaurant.restaurantId ? notFoundProblem('reservation') : rowView(row);
  }
  for (let hop = 0; hop < hopsMax; hop += 1) {
    const asked = stub;
    const answer = await asked.reservation(id);
    if (answer.ok) return answer.reservation;
    if (!isMoved(answer)) return notFoundProblem('reservation');
    stub = dayStub(env, restaurant, answer.movedTo);
  }
  return stillMoving();
}

function stillMoving(): ProblemAnswer {
  return problem('move_in_progress', 'This reservation is just moving to another date; try again in a moment.');
}

/** Whether anybody can have booked this date, or still can. */
export function mayHaveObject(facts: RestaurantFacts, date: ServiceDate): boolean {
  const { zone, dayBoundary, restaurantId, settings, createdAt } = facts;
  const horizonMs = (Math.max(settings.policies.horizonDays, longestHorizonDays) + 1) * 86_400_000;
  const first = serviceDateAt(createdAt - 86_400_000, zone, dayBoundary);
  return date >= first && date <= serviceDateAt(now(restaurantId) + horizonMs, zone, dayBoundary);
}

/** A horizon may have been shortened after somebody booked far ahead. */
const longestHorizonDays = 730;

async function executeAt(env: Env, facts: RestaurantFacts, date: ServiceDate, request: DayRequest): Promise<DayAnswer> {
  // Without a key a command whose fate is unknown must not be sent twice.
  if (request.key === null) return dayStub(env, facts, date).execute(request);
  return retrying<DayAnswer>(async () => dayStub(env, facts, date).execute(request));
}

/** A broken stub stays broken, so each try takes a fresh one; an overloaded object must be left alone. */
async function retrying<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const { retryable, overloaded } = error as { retryable?: boolean; overloaded?: boolean };
      if (tries === triesMax || retryable !== true || overloaded === true) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** tries * (0.5 + Math.random())));
    }
  }
}

/** The caller's own name for the request, in the caller's own scope; the object adds restaurant and date. */
function requestKeyOf(call: DayCall): DayRequest['key'] {
  const { idempotencyKey, request, params, body } = call;
  if (idempotencyKey === null) return null;
  const asked = JSON.stringify([request.method, new URL(request.url).pathname, params ?? null, body ?? null]);
  return { key: sha256(`${scopeOf(call.actor)}\n${idempotencyKey}`), bodyHash: sha256(asked) };
}

function scopeOf(actor: Actor): string {
  if (actor.kind === 'user') return `user ${String(actor.userId)}`;
  return actor.kind === 'guest' ? `reservation ${String(actor.reservationId)}` : 'anonymous';
}

function sourceOf({ request }: DayCall): string {
  return request.headers.get('Authorization') === null ? 'web' : 'api';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
