/**
 * Changes of who may do what. Days hold the staff of their restaurant, so every affected restaurant's configuration moves
 * on and every date with an object gets a job, in the same batch as the change itself: a crash leaves nobody behind who
 * was told to go.
 */
import type { Env } from '../env.ts';
import { type AuditNote, auditStatement } from './audit.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type DayJob, tellDays } from './configuration-jobs.ts';
import { type Directory, directory } from './database.ts';

export interface PeopleChange {
  readonly statements: (database: Directory) => DirectoryStatement[];
  /** The restaurants whose staff it changes; one for nobody's is a change that days are not told. */
  readonly restaurantIds: readonly number[];
  readonly audit: readonly AuditNote[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The job's first own attempt, should whoever wrote the change not live to push it. */
const firstAttemptMs = 15_000;
/** A date that began two days ago is over everywhere on earth. */
const pastMs = 2 * 86_400_000;

/** All or nothing. Throws what the statements throw. */
export async function writePeopleChange(env: Env, change: PeopleChange): Promise<DayJob[]> {
  const { restaurantIds, audit, now } = change;
  const database = directory(env);
  const since = new Date(now - pastMs).toISOString().slice(0, 10);
  const { moveOn, jobs } = tellDays(database, restaurantIds, { since, firstAttemptAt: now + firstAttemptMs });
  const notes = audit.map((note) => auditStatement(database, note, now));
  const results: unknown[] = await database.batch([moveOn, ...change.statements(database), ...notes, jobs]);
  return results.at(-1) as Awaited<typeof jobs>;
}
