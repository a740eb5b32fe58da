/** What somebody changes about how they sign in: written with its note in the audit and the mail that tells them. */
import type { Env } from '../env.ts';
import { restaurantsOfUser } from '../store/accounts.ts';
import type { AccountTemplate } from '../store/account-mails.ts';
import { auditStatement } from '../store/audit.ts';
import type { DirectoryStatement } from '../store/configuration-changes.ts';
import { type Directory, directory } from '../store/database.ts';
import { endSessionsOf } from '../store/sessions.ts';
import type { Actor, UserActor } from './actor.ts';
import { auditedBy } from './audited-by.ts';
import { shutOut } from './change-people.ts';
import { type Letter, letterStatements, wakeMail } from './write-to-account.ts';

export interface AccountCall {
  readonly env: Env;
  readonly ctx: ExecutionContext;
  readonly request: Request;
  readonly actor: Actor;
}

interface Person {
  readonly id: number;
  readonly email: string;
  readonly name: string;
}

interface AccountChange {
  readonly statements: (database: Directory) => readonly DirectoryStatement[];
  /** For the audit, verb and noun. Addresses and the like stay out of it: it outlives the account. */
  readonly action: string;
  readonly after?: unknown;
  readonly letters?: readonly Letter[];
}

/** All or nothing. Throws what the statements throw. */
export async function changeAccount(call: AccountCall, user: Person, change: AccountChange): Promise<void> {
  const { env, ctx } = call;
  const database = directory(env);
  const now = Date.now();
  const by = auditedBy(call);
  const note = {
    ...{ restaurantId: null, groupId: null, ...by, before: null },
    // By a link nobody is signed in yet: whoever holds it acts for the account.
    actorUserId: by.actorUserId ?? user.id,
    subjectUserId: user.id,
    action: change.action,
    after: change.after ?? null,
  };
  const letters = (change.letters ?? []).flatMap((letter) => letterStatements(database, letter, now));
  await database.batch([auditStatement(database, note, now), ...change.statements(database), ...letters]);
  if (letters.length > 0) wakeMail(env, ctx);
}

/** Without a link: it tells what happened. */
export function noticeTo(
  user: Person,
  template: AccountTemplate,
  facts: Readonly<Record<string, string>> = {},
): Letter {
  return { template, recipient: user.email, userId: user.id, facts: { name: user.name, ...facts } };
}

/** Everywhere, but perhaps in one session; sockets close too. */
export async function signOutEverywhere(env: Env, userId: number, exceptSessionId: string | null): Promise<void> {
  const ended = await endSessionsOf(env, userId, Date.now(), exceptSessionId);
  if (ended.length > 0) await shutOut(env, ended, await restaurantsOfUser(env, userId));
}

export function personOf({ userId, email, name }: UserActor) {
  return { id: userId, email, name };
}
