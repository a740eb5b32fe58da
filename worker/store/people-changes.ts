/**
 * Changes of who may do what. Days hold the staff of their restaurant, so every affected restaurant's configuration moves
 * on and every date with an object gets a job, in the same batch as the change itself: a crash leaves nobody behind who
 * was told to go.
 */
import { sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type AuditNote, auditStatement } from './audit.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { configurationJobs, restaurants } from './schema/directory.ts';

export interface PeopleChange {
  readonly statements: (database: Directory) => DirectoryStatement[];
  /** The restaurants whose staff it changes; one for nobody's is a change that days are not told. */
  readonly restaurantIds: readonly number[];
  readonly audit: readonly AuditNote[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A date that has its job to finish, and its restaurant. */
export interface PeopleJob {
  readonly id: number;
  readonly restaurantId: number;
  readonly dates: readonly string[];
}

/** The job's first own attempt, should whoever wrote the change not live to push it. */
const firstAttemptMs = 15_000;
/** A date that began two days ago is over everywhere on earth. */
const pastMs = 2 * 86_400_000;

/** All or nothing. Throws what the statements throw. */
export async function writePeopleChange(env: Env, change: PeopleChange): Promise<PeopleJob[]> {
  const { restaurantIds, audit, now } = change;
  const database = directory(env);
  const those = sql`(SELECT value FROM json_each(${JSON.stringify(restaurantIds)}))`;
  const since = new Date(now - pastMs).toISOString().slice(0, 10);
  const moveOn = database
    .update(restaurants)
    .set({ configurationVersion: sql`${restaurants.configurationVersion} + 1` })
    .where(sql`${restaurants.id} IN ${those}`);
  const jobs = database
    .insert(configurationJobs)
    .select(
      sql`SELECT NULL, restaurant_id, (SELECT configuration_version FROM restaurants WHERE id = restaurant_id),
          json_group_array(service_date), 0, ${now + firstAttemptMs}, NULL
        FROM (SELECT restaurant_id, service_date FROM open_days
          WHERE restaurant_id IN ${those} AND service_date >= ${since} AND state <> 'archived'
          ORDER BY restaurant_id, service_date)
        GROUP BY restaurant_id`,
    )
    .returning({
      id: configurationJobs.id,
      restaurantId: configurationJobs.restaurantId,
      dates: configurationJobs.pendingDates,
    });
  const notes = audit.map((note) => auditStatement(database, note, now));
  const results: unknown[] = await database.batch([moveOn, ...change.statements(database), ...notes, jobs]);
  return results.at(-1) as Awaited<typeof jobs>;
}
