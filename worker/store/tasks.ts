/** What is to be done, and what was done when by whom. */
import { and, asc, eq, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type AuditNote, auditStatement } from './audit.ts';
import { isGuardMiss } from './d1-errors.ts';
import { directory } from './database.ts';
import { users } from './schema/people.ts';
import { tasks, tasksDone } from './schema/work.ts';

export type TaskRow = typeof tasks.$inferSelect;
export type NewTask = Omit<TaskRow, 'id' | 'version' | 'removedAt'>;
export type NamedTask = TaskRow & { readonly assigneeName: string | null };

/** Those that can occur from one date to another: the rule itself is the domain's. */
export async function tasksBetween(env: Env, restaurantId: number, from: string, to: string): Promise<NamedTask[]> {
  return namedTasks(
    env,
    and(
      eq(tasks.restaurantId, restaurantId),
      lte(tasks.fromDate, to),
      or(
        gte(tasks.fromDate, from),
        and(isNotNull(tasks.weekdays), or(isNull(tasks.untilDate), gte(tasks.untilDate, from))),
      ),
    ),
  );
}

export async function findTask(env: Env, restaurantId: number, taskId: number): Promise<NamedTask | null> {
  const [row] = await namedTasks(env, and(eq(tasks.restaurantId, restaurantId), eq(tasks.id, taskId)));
  return row ?? null;
}

async function namedTasks(env: Env, where: ReturnType<typeof and>): Promise<NamedTask[]> {
  const rows = await directory(env)
    .select({ task: tasks, assigneeName: sql<string | null>`${users.name}`.as('assignee_name') })
    .from(tasks)
    .leftJoin(users, eq(users.id, tasks.assigneeUserId))
    .where(and(where, isNull(tasks.removedAt)))
    .orderBy(asc(tasks.id));
  return rows.map(({ task, assigneeName }) => ({ ...task, assigneeName }));
}

export async function addTask(env: Env, task: NewTask, audit: AuditNote): Promise<number> {
  const database = directory(env);
  const [[added]] = await database.batch([
    database.insert(tasks).values(task).returning({ id: tasks.id }),
    auditStatement(database, audit, task.createdAt),
  ]);
  if (added === undefined) throw new Error('the task was not written');
  return added.id;
}

/** False when the task is no longer at its version. */
export async function changeTask(
  env: Env,
  { id, version }: TaskRow,
  changes: Partial<NewTask> & { readonly removedAt?: number },
  audit: AuditNote,
  now: number,
): Promise<boolean> {
  const database = directory(env);
  const next = sql`CASE WHEN version = ${version} THEN ${version + 1} END`;
  try {
    await database.batch([
      database
        .update(tasks)
        .set({ ...changes, version: next, updatedAt: now })
        .where(eq(tasks.id, id)),
      auditStatement(database, audit, now),
    ]);
    return true;
  } catch (error) {
    if (isGuardMiss(error, 'tasks.version')) return false;
    throw error;
  }
}

export interface Done {
  readonly taskId: number;
  readonly userId: number;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What was done of a restaurant's tasks on a date. */
export async function doneOn(env: Env, restaurantId: number, date: string): Promise<ReadonlyMap<number, Done>> {
  const rows = await directory(env)
    .select({ taskId: tasksDone.taskId, userId: tasksDone.doneBy, name: users.name, at: tasksDone.doneAt })
    .from(tasksDone)
    .innerJoin(tasks, eq(tasks.id, tasksDone.taskId))
    .innerJoin(users, eq(users.id, tasksDone.doneBy))
    .where(and(eq(tasks.restaurantId, restaurantId), eq(tasksDone.serviceDate, date)));
  return new Map(rows.map((row) => [row.taskId, row]));
}

/** Done twice is done once, by whoever was first. */
export async function tickOff(env: Env, taskId: number, date: string, userId: number, at: number): Promise<void> {
  await directory(env)
    .insert(tasksDone)
    .values({ taskId, serviceDate: date, doneBy: userId, doneAt: at })
    .onConflictDoNothing();
}

export async function takeBack(env: Env, taskId: number, date: string): Promise<void> {
  await directory(env)
    .delete(tasksDone)
    .where(and(eq(tasksDone.taskId, taskId), eq(tasksDone.serviceDate, date)));
}
