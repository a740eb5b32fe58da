import { type SQL, type Table, getTableColumns, sql } from 'drizzle-orm';

/**
 * `SELECT … FROM json_each(?)` with a table's columns in order, for `insert(…).select(…)`: any number of rows in one
 * statement with one parameter, where D1 allows a hundred. Each row's keys are the table's property names; what a row
 * lacks is null. `computed` are columns that only the database knows, as SQL over `value`, the row.
 */
export function rowsFromJson(
  table: Table,
  rows: readonly unknown[],
  computed: Readonly<Record<string, SQL>> = {},
): SQL {
  const values = Object.keys(getTableColumns(table)).map(
    (key) => computed[key] ?? sql.raw(`json_extract(value, '$.${key}')`),
  );
  // "WHERE true" keeps SQLite from reading a following ON CONFLICT as a join's ON.
  return sql`SELECT ${sql.join(values, sql`, `)} FROM json_each(${JSON.stringify(rows)}) WHERE true`;
}

/** For an upsert: every column but those named takes the new row's value. */
export function takeExcluded(table: Table, exceptKeys: readonly string[]): Record<string, SQL> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !exceptKeys.includes(key));
  return Object.fromEntries(columns.map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]));
}
