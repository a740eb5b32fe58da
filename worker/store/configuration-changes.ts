/**
 * A change of what days are told: one batch that moves the version on, writes the change, notes it in the audit, and
 * leaves a job for every date that has an object. Either all of it is there or none.
 */
import { eq, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Env } from '../env.ts';
import { type AuditNote, auditStatement } from './audit.ts';
import { isGuardMiss } from './d1-errors.ts';
import { type Directory, directory } from './database.ts';
import { configurationJobs, restaurants } from './schema/directory.ts';

export type DirectoryStatement = BatchItem<'sqlite'>;

export interface ConfigurationChange {
  readonly restaurantId: number;
  /** The version that the change was made from; another one present means nothing is written. */
  readonly fromVersion: number;
  readonly statements: (database: Directory) => DirectoryStatement[];
  /** How many new tables take a number. */
  readonly itemsTaken: number;
  readonly audit: AuditNote;
  /** The dates from here on are told. */
  readonly fromDate: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type ConfigurationWritten =
  | {
      readonly ok: true;
      readonly version: number;
      /** Null when no date has an object. */
      readonly job: { readonly id: number; readonly dates: readonly string[] } | null;
    }
  /** Somebody else was faster. */
  | { readonly ok: false };

/** The job's first own attempt, should whoever wrote the change not live to push it. */
const firstAttemptMs = 15_000;

export async function writeConfiguration(env: Env, change: ConfigurationChange): Promise<ConfigurationWritten> {
  const { restaurantId, fromVersion, itemsTaken, now } = change;
  const database = directory(env);
  const version = fromVersion + 1;
  const moveOn = database
    .update(restaurants)
    .set({
      configurationVersion: sql`CASE WHEN configuration_version = ${fromVersion} THEN ${version} END`,
      nextItemNumber: sql`next_item_number + ${itemsTaken}`,
      updatedAt: now,
    })
    .where(eq(restaurants.id, restaurantId));
  const job = database
    .insert(configurationJobs)
    .select(
      sql`SELECT NULL, ${restaurantId}, ${version}, json_group_array(service_date), 0, ${now + firstAttemptMs}, NULL
        FROM (SELECT service_date FROM open_days
          WHERE restaurant_id = ${restaurantId} AND service_date >= ${change.fromDate} AND state <> 'archived'
          ORDER BY service_date)
        HAVING count(*) > 0`,
    )
    .returning({ id: configurationJobs.id, dates: configurationJobs.pendingDates });
  try {
    const results: unknown[] = await database.batch([
      moveOn,
      ...change.statements(database),
      auditStatement(database, change.audit, now),
      job,
    ]);
    const [left] = results.at(-1) as Awaited<typeof job>;
    return { ok: true, version, job: left ?? null };
  } catch (error) {
    if (isGuardMiss(error, 'restaurants.configuration_version') || isGuardMiss(error, 'dining_tables.version')) {
      return { ok: false };
    }
    throw error;
  }
}

/** Writes what days are not told (positions, texts), with its note in the audit. False: a guarded version had moved on. */
export async function writeQuietly(
  env: Env,
  statements: (database: Directory) => DirectoryStatement[],
  audit: AuditNote,
  now: number,
): Promise<boolean> {
  const database = directory(env);
  try {
    await database.batch([auditStatement(database, audit, now), ...statements(database)]);
    return true;
  } catch (error) {
    const guards = ['dining_tables.version', 'floor_maps.version', 'restaurants.profile_version'];
    if (guards.some((guard) => isGuardMiss(error, guard))) return false;
    throw error;
  }
}
