import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';
import type { Env } from '../env.ts';
import * as directoryTables from './schema/directory.ts';
import * as groupSchema from './schema/group.ts';
import * as peopleTables from './schema/people.ts';
import * as workTables from './schema/work.ts';

const directorySchema = { ...directoryTables, ...peopleTables, ...workTables };

export type Directory = DrizzleD1Database<typeof directorySchema>;
export type GroupDatabase = DrizzleD1Database<typeof groupSchema>;

const openedDirectories = new WeakMap<D1Database, Directory>();
const openedGroups = new WeakMap<D1Database, GroupDatabase>();

/** Which database holds what. Today one holds all; groups move to databases of their own by a change of this function. */
function databaseOf(env: Env, _groupId: number | null): D1Database {
  return env.DB;
}

/** Users, sessions, groups, restaurants and their configuration. */
export function directory(env: Env): Directory {
  return remembered(openedDirectories, databaseOf(env, null), (database) =>
    drizzle(database, { schema: directorySchema }),
  );
}

/** What a group's restaurant-days project, its guests and its deliveries. */
export function groupDatabase(env: Env, groupId: number): GroupDatabase {
  return remembered(openedGroups, databaseOf(env, groupId), (database) => drizzle(database, { schema: groupSchema }));
}

/** Every database that holds groups, for sweeps over what is due anywhere. */
export function groupDatabases(env: Env): GroupDatabase[] {
  return [groupDatabase(env, 0)];
}

function remembered<T>(known: WeakMap<D1Database, T>, database: D1Database, open: (database: D1Database) => T): T {
  const found = known.get(database);
  if (found !== undefined) return found;
  const opened = open(database);
  known.set(database, opened);
  return opened;
}
