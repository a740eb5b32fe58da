import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Miniflare } from 'miniflare';
import { unstable_splitSqlQuery as splitStatements } from 'wrangler';

/** The table in which wrangler keeps its books: `wrangler d1 migrations` and this agree on what was applied. */
const books = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Applies the files of `folder` that the database has not seen, in the order of their names, each in one transaction. */
export async function migrate(mf: Miniflare, folder: string): Promise<void> {
  const database = await mf.getD1Database('DB');
  await database.prepare(books).run();
  const { results } = await database.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
  const applied = new Set(results.map((row) => row.name));
  const pending = globSync(join(folder, '*.sql'))
    .sort()
    .filter((file) => !applied.has(basename(file)));
  for (const file of pending) {
    const statements = splitStatements(readFileSync(file, 'utf8')).map((sql) => database.prepare(sql));
    const booked = database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(basename(file));
    await database.batch([...statements, booked]);
  }
}
