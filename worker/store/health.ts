import { sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { directory, groupDatabases } from './database.ts';

/** Throws when a database does not answer. */
export async function askDatabases(env: Env): Promise<void> {
  await Promise.all([directory(env), ...groupDatabases(env)].map((database) => database.run(sql`SELECT 1`)));
}

/** Throws when the file store does not answer; that there is no such file is an answer. */
export async function askUploads(env: Env): Promise<void> {
  await env.UPLOADS.head('health');
}
