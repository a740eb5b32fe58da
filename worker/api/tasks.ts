/** Tasks and checklists: written once, done on their dates. */
import type { CreateTask, Task, TaskOccurrence } from '../contract/work.ts';
import { taskLists, workRoles } from '../contract/work.ts';
import { can } from '../domain/access.ts';
import { parseDayId } from '../domain/ids.ts';
import { dueAtOf, isOver, isOverdue, occursOn } from '../domain/service/tasks.ts';
import { addDays, instantText, serviceSpan, wallMinuteOf } from '../domain/time/service-date.ts';
import { now as clockNow } from '../day/clock.ts';
import type { Env } from '../env.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { workersOf } from '../store/shifts.ts';
import {
  type Done,
  type NamedTask,
  type NewTask,
  addTask,
  changeTask,
  doneOn,
  findTask,
  takeBack,
  tasksBetween,
  tickOff,
} from '../store/tasks.ts';
import { today } from './ask-day.ts';
import { auditedBy } from './audited-by.ts';
import { matches, staleEdit } from './change-configuration.ts';
import { type ApiCall, type Handlers, type Reply, answer } from './operation.ts';
import { type ProblemAnswer, notFoundProblem, problem } from './problem.ts';

const attemptsMax = 5;
/** Tasks that begin further ahead are not listed yet. */
const aheadDays = 730;

export const taskHandlers = {
  'GET /api/restaurants/{id}/tasks': async ({ env, restaurant, query }) => {
    const { restaurantId } = restaurant;
    const date = query.date ?? today(restaurant);
    const [rows, done] = await Promise.all([
      tasksBetween(env, restaurantId, date, date),
      doneOn(env, restaurantId, date),
    ]);
    const items = inOrder(rows, restaurant)
      .filter((row) => occursOn(row, date))
      .map((row) => occurrenceView(row, date, done.get(row.id), restaurant));
    return { serviceDate: date, items, nextCursor: null };
  },

  'GET /api/restaurants/{id}/tasks/written': async ({ env, restaurant }) => {
    const date = today(restaurant);
    const rows = await tasksBetween(env, restaurant.restaurantId, date, addDays(date, aheadDays));
    const open = rows.filter((row) => !isOver(row, date));
    return { items: inOrder(open, restaurant).map(taskView), nextCursor: null };
  },

  'POST /api/restaurants/{id}/tasks': async (call) => {
    const { env, restaurant, actor, body } = call;
    const { restaurantId } = restaurant;
    const wanted = { ...body, fromDate: body.fromDate ?? today(restaurant) };
    const refused = await refuseTask(env, restaurant, wanted);
    if (refused !== null) return refused;
    const now = Date.now();
    const task: NewTask = { ...wanted, restaurantId, createdBy: actor.userId, createdAt: now, updatedAt: now };
    const id = await addTask(env, task, { ...noteOf(call), action: 'add-task', before: null, after: wanted });
    const row = await findTask(env, restaurantId, id);
    if (row === null) return notFoundProblem('task');
    return answer(taskView(row), { etag: 1, location: `/api/restaurants/${restaurantId}/tasks/${id}` });
  },

  'PUT /api/restaurants/{id}/tasks/{taskId}': async (call) => {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const changed = await putTask(call);
      if (changed !== 'raced') return changed;
    }
    return staleEdit();
  },

  'DELETE /api/restaurants/{id}/tasks/{taskId}': async (call) => {
    const { env, restaurant, params } = call;
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const present = await findTask(env, restaurant.restaurantId, params.taskId);
      if (present === null) return notFoundProblem('task');
      const now = Date.now();
      const note = { ...noteOf(call), action: 'remove-task', before: taskView(present), after: null };
      if (await changeTask(env, present, { removedAt: now }, note, now)) return null;
    }
    return staleEdit();
  },

  'PUT /api/restaurants/{id}/tasks/{taskId}/done': async (call) => {
    const { env, restaurant, actor, params, body } = call;
    const { restaurantId } = restaurant;
    const { date, done } = body;
    const task = await findTask(env, restaurantId, params.taskId);
    if (task === null || !occursOn(task, date)) return notFoundProblem('task on this date');
    if (done && date > today(restaurant)) return problem('conflict', 'This date is still to come.');
    const before = (await doneOn(env, restaurantId, date)).get(task.id);
    if (done && before === undefined) await tickOff(env, task.id, date, actor.userId, clockNow(restaurantId));
    if (!done && before !== undefined) {
      const may = before.userId === actor.userId || can(actor.grants, 'tasks.manage', restaurant);
      if (!may) return problem('forbidden', `${before.name} did this; they or a manager can take it back.`);
      await takeBack(env, task.id, date);
    }
    return occurrenceView(task, date, (await doneOn(env, restaurantId, date)).get(task.id), restaurant);
  },
} satisfies Handlers;

type PutCall = ApiCall<'PUT /api/restaurants/{id}/tasks/{taskId}'>;
type WantedTask = Omit<CreateTask, 'fromDate'> & { readonly fromDate: string };

async function putTask(call: PutCall): Promise<Reply<Task> | ProblemAnswer | 'raced'> {
  const { env, restaurant, params, body, ifMatch } = call;
  const present = await findTask(env, restaurant.restaurantId, params.taskId);
  if (present === null) return notFoundProblem('task');
  if (!matches(ifMatch, present.version)) return staleEdit();
  const before = plain(present);
  // JSON has no undefined.
  const wanted: WantedTask = { ...before, ...(body as Partial<WantedTask>) };
  const refused = await refuseTask(env, restaurant, wanted);
  if (refused !== null) return refused;
  const note = { ...noteOf(call), action: 'change-task', before, after: wanted };
  if (!(await changeTask(env, present, wanted, note, Date.now()))) return 'raced';
  const row = await findTask(env, restaurant.restaurantId, present.id);
  return row === null ? notFoundProblem('task') : answer(taskView(row), { etag: row.version });
}

async function refuseTask(env: Env, restaurant: RestaurantFacts, wanted: WantedTask): Promise<ProblemAnswer | null> {
  const { weekdays, fromDate, untilDate, assigneeUserId, assigneeRole, reservationId } = wanted;
  const refuse = (path: string, message: string) => problem('invalid', message, { errors: [{ path, message }] });
  if (untilDate !== null && weekdays === null) return refuse('untilDate', 'Only a repeated task has a last date.');
  if (untilDate !== null && untilDate < fromDate) return refuse('untilDate', 'It would end before it begins.');
  if (assigneeUserId !== null && assigneeRole !== null) {
    return refuse('assigneeRole', 'Give it to a person or to a role, not to both.');
  }
  if (assigneeUserId !== null && !(await workersOf(env, restaurant)).some(({ id }) => id === assigneeUserId)) {
    return refuse('assigneeUserId', 'This person does not work here.');
  }
  if (reservationId !== null && parseDayId(reservationId)?.restaurantId !== restaurant.restaurantId) {
    return refuse('reservationId', 'There is no such booking at this restaurant.');
  }
  return null;
}

/** In the order of a day: by list, as they were put, and by time; those without one come last. */
function inOrder(rows: readonly NamedTask[], { dayBoundary }: RestaurantFacts): NamedTask[] {
  const minuteOf = ({ dueTime }: NamedTask): number =>
    dueTime === null ? Infinity : wallMinuteOf(dueTime, dayBoundary);
  return rows.toSorted(
    (one, other) =>
      taskLists.indexOf(one.list) - taskLists.indexOf(other.list) ||
      one.position - other.position ||
      (minuteOf(one) === minuteOf(other) ? one.id - other.id : minuteOf(one) - minuteOf(other)),
  );
}

/** What people decide about a task. */
function plain(row: NamedTask): WantedTask {
  const { list, title, notes, assigneeUserId, fromDate, untilDate, weekdays, dueTime, reservationId, position } = row;
  return {
    ...{ list, title, notes, assigneeUserId, fromDate, untilDate, weekdays, dueTime, reservationId, position },
    assigneeRole: roleOf(row),
  };
}

function roleOf({ assigneeRole }: NamedTask): Task['assigneeRole'] {
  return workRoles.find((role) => role === assigneeRole) ?? null;
}

function taskView(row: NamedTask): Task {
  const { id, restaurantId, version, assigneeUserId, assigneeName } = row;
  const { assigneeUserId: _person, ...rest } = plain(row);
  const assignee = assigneeUserId === null ? null : { id: assigneeUserId, name: assigneeName ?? '' };
  return { id, restaurantId, version, ...rest, assignee };
}

function occurrenceView(
  row: NamedTask,
  date: string,
  done: Done | undefined,
  { restaurantId, zone, dayBoundary }: RestaurantFacts,
): TaskOccurrence {
  const dueAt = dueAtOf(date, row.dueTime, zone, dayBoundary);
  const dayEndsAt = serviceSpan(date, zone, dayBoundary).endsAt;
  return {
    ...taskView(row),
    serviceDate: date,
    dueAt: dueAt === null ? null : instantText(dueAt),
    done: done === undefined ? null : { by: { id: done.userId, name: done.name }, at: instantText(done.at) },
    overdue: isOverdue({ dueAt, dayEndsAt, isDone: done !== undefined }, clockNow(restaurantId)),
  };
}

function noteOf(call: Pick<PutCall, 'actor' | 'request' | 'restaurant'>) {
  const { restaurantId, groupId } = call.restaurant;
  return { ...auditedBy(call), restaurantId, groupId };
}
