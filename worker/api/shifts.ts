/** The roster: who works when, in which section. */
import type { Shift } from '../contract/work.ts';
import { isShiftInOrder, shiftSpan } from '../domain/service/shifts.ts';
import { addDays, daysBetween, instantText } from '../domain/time/service-date.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { listSections } from '../store/sections.ts';
import {
  type NamedShift,
  type NewShift,
  addShifts,
  changeShift,
  findShift,
  listShifts,
  removeShift,
  workersOf,
} from '../store/shifts.ts';
import { today } from './ask-day.ts';
import { auditedBy } from './audited-by.ts';
import { matches, staleEdit } from './change-configuration.ts';
import { type WantedShift, checkShift, clashing, readShifts } from './check-shift.ts';
import { type ApiCall, type Handlers, type Reply, answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';

const weekDays = 7;
const daysMax = 42;
const attemptsMax = 5;

export const shiftHandlers = {
  'GET /api/restaurants/{id}/shifts': async ({ env, restaurant, query }) => {
    const from = query.from ?? today(restaurant);
    const to = query.to ?? addDays(from, weekDays - 1);
    const days = daysBetween(from, to);
    if (days < 0) return invalid('to', 'The last date cannot lie before the first.');
    if (days >= daysMax) return invalid('to', `Ask for ${daysMax} days at most.`);
    const [rows, people] = await Promise.all([
      listShifts(env, restaurant.restaurantId, from, to),
      workersOf(env, restaurant),
    ]);
    const items = rows.map((row) => shiftView(row, restaurant));
    return { from, to, items, people: people.map((each) => ({ ...each, roles: [...each.roles] })), nextCursor: null };
  },

  'POST /api/restaurants/{id}/shifts': async (call) => {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const added = await addShift(call);
      if (added !== 'raced') return added;
    }
    return tooMany();
  },

  'PUT /api/restaurants/{id}/shifts/{shiftId}': async (call) => {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const changed = await putShift(call);
      if (changed !== 'raced') return changed;
    }
    return tooMany();
  },

  'DELETE /api/restaurants/{id}/shifts/{shiftId}': async (call) => {
    const { env, restaurant, params } = call;
    const present = await findShift(env, restaurant.restaurantId, params.shiftId);
    if (present === null) return notFoundProblem('shift');
    const note = { ...noteOf(call, present.userId), action: 'remove-shift', before: plain(present), after: null };
    await removeShift(env, present.id, note, Date.now());
    return null;
  },

  'POST /api/restaurants/{id}/shifts/copy': async (call) => {
    const { fromDate, toDate } = call.body;
    if (Math.abs(daysBetween(fromDate, toDate)) < weekDays) {
      return invalid('toDate', 'Copy to a week that does not touch the one copied: seven days apart at least.');
    }
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const copied = await copyWeek(call);
      if (copied !== 'raced') return copied;
    }
    return tooMany();
  },
} satisfies Handlers;

type AddCall = ApiCall<'POST /api/restaurants/{id}/shifts'>;
type PutCall = ApiCall<'PUT /api/restaurants/{id}/shifts/{shiftId}'>;
type CopyCall = ApiCall<'POST /api/restaurants/{id}/shifts/copy'>;

async function addShift(call: AddCall): Promise<Reply<Shift> | ProblemAnswer | 'raced'> {
  const { env, restaurant, body } = call;
  const { restaurantId } = restaurant;
  const read = await checkShift(env, restaurant, body, null);
  if (read instanceof ProblemAnswer) return read;
  const now = Date.now();
  const note = { ...noteOf(call, body.userId), action: 'add-shift', before: null, after: body };
  const ids = await addShifts(env, [newShift(body, restaurantId, now)], read, note, now);
  const [id] = ids ?? [];
  if (id === undefined) return 'raced';
  const row = await findShift(env, restaurantId, id);
  if (row === null) return 'raced';
  return answer(shiftView(row, restaurant), { etag: 1, location: `/api/restaurants/${restaurantId}/shifts/${id}` });
}

async function putShift(call: PutCall): Promise<Reply<Shift> | ProblemAnswer | 'raced'> {
  const { env, restaurant, params, body, ifMatch } = call;
  const present = await findShift(env, restaurant.restaurantId, params.shiftId);
  if (present === null) return notFoundProblem('shift');
  if (!matches(ifMatch, present.version)) return staleEdit();
  // JSON has no undefined.
  const given = body as Partial<WantedShift>;
  // Who is given another duty leaves the section that only servers have.
  const leaves = body.duty !== undefined && body.duty !== 'server' && body.sectionId === undefined;
  const wanted: WantedShift = { ...plain(present), ...given, ...(leaves ? { sectionId: null } : {}) };
  const read = await checkShift(env, restaurant, wanted, present.id);
  if (read instanceof ProblemAnswer) return read;
  const after = plain(wanted);
  const note = { ...noteOf(call, wanted.userId), action: 'change-shift', before: plain(present), after };
  if (!(await changeShift(env, present, after, read, note, Date.now()))) return 'raced';
  const row = await findShift(env, restaurant.restaurantId, present.id);
  if (row === null) return notFoundProblem('shift');
  return answer(shiftView(row, restaurant), { etag: row.version });
}

/** What somebody can work is copied, the rest is counted. */
async function copyWeek(call: CopyCall): Promise<{ items: Shift[]; skipped: number } | 'raced'> {
  const { env, restaurant, body } = call;
  const { restaurantId, groupId, dayBoundary } = restaurant;
  const { fromDate, toDate } = body;
  const by = daysBetween(fromDate, toDate);
  const last = addDays(toDate, weekDays - 1);
  const [model, workers, sections] = await Promise.all([
    listShifts(env, restaurantId, fromDate, addDays(fromDate, weekDays - 1)),
    workersOf(env, restaurant),
    listSections(env, restaurantId),
  ]);
  const userIds = [...new Set(model.map(({ userId }) => userId))];
  const read = await readShifts(env, groupId, userIds, toDate, last);
  const wanted = model
    .map((row): WantedShift => {
      const sectionId = sections.some(({ id }) => id === row.sectionId) ? row.sectionId : null;
      return { ...plain(row), sectionId, serviceDate: addDays(row.serviceDate, by) };
    })
    .filter(
      (shift) =>
        workers.some(({ id }) => id === shift.userId) &&
        isShiftInOrder(shift, dayBoundary) &&
        clashing(shift, restaurant, read.shifts, null) === undefined,
    );
  const skipped = model.length - wanted.length;
  if (wanted.length === 0) return { items: [], skipped };
  const now = Date.now();
  const after = { fromDate, toDate, copied: wanted.length, skipped };
  const note = { ...noteOf(call, null), action: 'copy-shifts', before: null, after };
  const rows = wanted.map((shift) => newShift(shift, restaurantId, now));
  const ids = await addShifts(env, rows, read, note, now);
  if (ids === null) return 'raced';
  const present = await listShifts(env, restaurantId, toDate, last);
  return { items: present.filter(({ id }) => ids.includes(id)).map((row) => shiftView(row, restaurant)), skipped };
}

function newShift(wanted: WantedShift, restaurantId: number, now: number): NewShift {
  return { ...plain(wanted), restaurantId, createdAt: now, updatedAt: now };
}

/** What people decide about a shift. */
function plain({ userId, serviceDate, startTime, endTime, duty, sectionId, notes }: WantedShift): WantedShift {
  return { userId, serviceDate, startTime, endTime, duty, sectionId, notes };
}

function noteOf(
  call: AddCall | PutCall | CopyCall | ApiCall<'DELETE /api/restaurants/{id}/shifts/{shiftId}'>,
  subjectUserId: number | null,
) {
  const { restaurantId, groupId } = call.restaurant;
  return { ...auditedBy(call), restaurantId, groupId, subjectUserId };
}

function shiftView(row: NamedShift, facts: RestaurantFacts): Shift {
  const { id, restaurantId, userId, serviceDate, startTime, endTime, duty, notes, version } = row;
  const { startsAt, endsAt } = shiftSpan(row, facts);
  return {
    ...{ id, restaurantId, serviceDate, startTime, endTime, duty, notes, version },
    person: { id: userId, name: row.personName },
    startsAt: instantText(startsAt),
    endsAt: instantText(endsAt),
    section: row.sectionId === null ? null : { id: row.sectionId, name: row.sectionName ?? '' },
  };
}

function invalid(path: string, message: string): ProblemAnswer {
  return problem('invalid', message, { errors: [{ path, message }] });
}

function tooMany(): ProblemAnswer {
  return problem('overloaded', 'Many people are changing this roster at once; try again.');
}
