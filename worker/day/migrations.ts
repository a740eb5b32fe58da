/** The object's own schema, in versions. A newer release brings older objects up when they wake. */
import ledger from '../../migrations/day/0001-ledger.sql';
import tended from '../../migrations/day/0002-tended.sql';

/** In order; append only. The version of an object is how many of them it has. */
const migrations: readonly string[] = [ledger, tended];

/** Whether anything was ever accepted here. Reads only: waking an object must not write. */
export function isCreated(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'").toArray().length > 0;
}

/** Brings the tables up to this release; call inside a transaction. Does nothing when they are. */
export function migrate(sql: SqlStorage): void {
  const version = isCreated(sql) ? versionOf(sql) : 0;
  if (version === migrations.length) return;
  if (version === 0) {
    sql.exec('CREATE TABLE schema_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT');
    sql.exec('INSERT INTO schema_version (id, version) VALUES (1, 0)');
  }
  for (const migration of migrations.slice(version)) sql.exec(migration);
  sql.exec('UPDATE schema_version SET version = ?', migrations.length);
}

function versionOf(sql: SqlStorage): number {
  return sql.exec<{ version: number }>('SELECT version FROM schema_version').one().version;
}

/** Whether the day was archived: then its tables are gone, and nothing may create them again. */
export function isEntombed(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'tombstone'").toArray().length > 0;
}
