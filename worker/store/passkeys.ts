/** Passkeys: public keys of devices, each with the account that it opens. */
import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { passkeys, users } from './schema/people.ts';
import { type UserRow, userColumns } from './users.ts';

export type PasskeyRow = typeof passkeys.$inferSelect;

export async function passkeysOf(env: Env, userId: number): Promise<PasskeyRow[]> {
  return directory(env)
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

/** The passkey and whose account it opens; null for an unknown one and for that of a closed account. */
export async function findPasskey(
  env: Env,
  id: string,
): Promise<{ readonly passkey: PasskeyRow; readonly user: UserRow } | null> {
  const row = await directory(env)
    .select({ passkey: passkeys, user: userColumns })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(and(eq(passkeys.id, id), isNull(users.closedAt)))
    .get();
  return row ?? null;
}

export function addPasskeyStatement(database: Directory, row: PasskeyRow): DirectoryStatement {
  return database.insert(passkeys).values(row);
}

export function removePasskeyStatement(database: Directory, userId: number, id: string): DirectoryStatement {
  return database.delete(passkeys).where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)));
}

interface PasskeyUse {
  readonly id: string;
  /** What the device counts; a counter that does not rise betrays a copy, 0 a device that does not count. */
  readonly counter: number;
  /** When the challenge was made that it answers; epoch milliseconds, as `now`. */
  readonly askedAt: number;
  readonly now: number;
}

/** False for an answer to a challenge from before the passkey's last use, so that none can be given twice. */
export async function markPasskeyUsed(env: Env, { id, counter, askedAt, now }: PasskeyUse): Promise<boolean> {
  const used = await directory(env)
    .update(passkeys)
    .set({ counter, lastUsedAt: Math.max(now, askedAt + 1) })
    .where(
      and(
        eq(passkeys.id, id),
        or(isNull(passkeys.lastUsedAt), lte(passkeys.lastUsedAt, askedAt)),
        counter === 0 ? eq(passkeys.counter, 0) : sql`${passkeys.counter} < ${counter}`,
      ),
    )
    .returning({ id: passkeys.id });
  return used.length > 0;
}
