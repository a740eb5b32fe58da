/** How much whom: strangers by hashed address and contact, staff by their account, sign-in with a growing wait. */
import type { Env } from '../env.ts';
import { BoundedMap } from '../store/bounded-map.ts';
import { foldName } from '../store/search-text.ts';
import type { Actor } from './actor.ts';
import { logWarning } from '../log.ts';
import { type ProblemAnswer, problem } from './problem.ts';
import { type BackOff, type Budget, limiter } from './rate-limiter.ts';
import { fingerprint } from '../secrets.ts';

const budgets = {
  /** A family that tries several evenings, and an office behind one address. */
  booking: { burst: 20, seconds: 600 },
  hold: { burst: 120, seconds: 600 },
  /** A guest who looks at a few dates; each answer plays the book some twenty times. */
  prediction: { burst: 60, seconds: 600 },
} as const satisfies Record<string, Budget>;

const contactBudget: Budget = { burst: 10, seconds: 600 };
/** Counted in this isolate: an object's round trip would cost the room more than it protects. */
const staffBudget: Budget = { burst: 60_000, seconds: 60 };
const signInByAddress: Budget = { burst: 40, seconds: 600 };
const signInByAccount: Budget = { burst: 60, seconds: 600 };
/** For one account from one address: whoever guesses waits, a stranger elsewhere hardly notices. */
const signInBackOff: BackOff = { freeTries: 5, secondsMax: 900, forgetSeconds: 900 };
/** A code has a million values, three of them right: a day of guessing finds none. Only who has the password gets there. */
const proofBackOff: BackOff = { freeTries: 5, secondsMax: 900, forgetSeconds: 86_400 };
const registerByAddress: Budget = { burst: 10, seconds: 3600 };
const mailByAddress: Budget = { burst: 20, seconds: 3600 };
/** A stranger can use this up for somebody, who is given the next one ten minutes later. */
const mailByRecipient: Budget = { burst: 6, seconds: 3600 };
/** Of invitations to one address, by whoever sends them. */
const invitationsByRecipient: Budget = { burst: 10, seconds: 3600 };
/** Ten thousand PINs of four digits: at this pace somebody would be at it for more than a month. */
const pinByPerson: Budget = { burst: 12, seconds: 3600 };
const pinByDevice: Budget = { burst: 60, seconds: 600 };
const passkeysByAddress: Budget = { burst: 40, seconds: 600 };

/**
 * Null when the caller may go on. `contacts` (phone, e-mail) count strangers who change their address. A limiter that
 * does not answer lets everybody through: it protects the room, it must not close it.
 */
export async function limitCaller(
  env: Env,
  actor: Actor,
  purpose: keyof typeof budgets,
  contacts: readonly string[] = [],
): Promise<ProblemAnswer | null> {
  if (actor.kind === 'user') return tooMany(takeLocally(`user ${actor.userId}`, scaled(env, staffBudget)));
  const who = actor.kind === 'guest' ? `reservation ${actor.reservationId}` : actor.addressHash;
  const keys = [
    { key: `${purpose}:${fingerprint(env, 'limit', who)}`, budget: budgets[purpose] },
    ...contacts
      .filter((contact) => contact !== '')
      .map((contact) => ({
        key: `${purpose}:contact:${fingerprint(env, 'limit', foldName(contact).replace(/[\s()./-]/g, ''))}`,
        budget: contactBudget,
      })),
  ];
  const waits = await Promise.all(keys.map(({ key, budget }) => take(env, key, budget)));
  return tooMany(Math.max(...waits));
}

export interface SignInTry {
  /** Null when this try may be made. */
  readonly refused: ProblemAnswer | null;
  /** To be called when the password was right. */
  succeed(): Promise<void>;
}

/** Counts a try to sign in as failed until it succeeds. */
export async function trySignIn(env: Env, addressHash: string, email: string): Promise<SignInTry> {
  const account = fingerprint(env, 'limit', email.toLowerCase());
  const address = `sign-in:address:${addressHash}`;
  const pair = `sign-in:both:${fingerprint(env, 'limit', `${account} ${addressHash}`)}`;
  const waits = await Promise.all([
    take(env, address, signInByAddress),
    take(env, `sign-in:account:${account}`, signInByAccount),
    tryOnce(env, pair, signInBackOff),
  ]);
  return {
    refused: tooMany(Math.max(...waits)),
    async succeed() {
      const budget = scaled(env, signInByAddress);
      await forgiving(() => limiter(env, pair).succeed());
      await forgiving(() => limiter(env, address).giveBack(budget.burst, budget.seconds));
    },
  };
}

/**
 * As `trySignIn`, for the second step and for proving it once more. `whose` names the account with the password or the
 * session that led there: a thief's guesses hold up neither the owner's other sessions nor who has set a new password.
 */
export async function tryProof(env: Env, whose: string): Promise<SignInTry> {
  const key = `proof:${fingerprint(env, 'limit', whose)}`;
  return {
    refused: tooMany(await tryOnce(env, key, proofBackOff)),
    async succeed() {
      await forgiving(() => limiter(env, key).succeed());
    },
  };
}

export async function limitRegistrations(env: Env, addressHash: string): Promise<ProblemAnswer | null> {
  return tooMany(await take(env, `register:${addressHash}`, registerByAddress));
}

/** Of mails that anybody can have sent to any address. It counts them alike whether or not somebody has that address. */
export async function limitMails(env: Env, addressHash: string, recipient: string): Promise<ProblemAnswer | null> {
  const waits = await Promise.all([
    take(env, `mail:${addressHash}`, mailByAddress),
    take(env, `mail:to:${fingerprint(env, 'limit', recipient.toLowerCase())}`, mailByRecipient),
  ]);
  return tooMany(Math.max(...waits));
}

export async function limitInvitations(env: Env, recipient: string): Promise<ProblemAnswer | null> {
  const key = `invitation:${fingerprint(env, 'limit', recipient.toLowerCase())}`;
  return tooMany(await take(env, key, invitationsByRecipient));
}

/** As `trySignIn`, for one person's PIN on one shared tablet; whoever gives a right one clears only their own count. */
export async function tryPin(env: Env, sessionId: string, userId: number): Promise<SignInTry> {
  const hashed = (text: string): string => fingerprint(env, 'limit', text);
  const pair = `pin:both:${hashed(`${sessionId} ${userId}`)}`;
  const person = `pin:person:${hashed(String(userId))}`;
  const waits = await Promise.all([
    take(env, `pin:device:${hashed(sessionId)}`, pinByDevice),
    take(env, person, pinByPerson),
    tryOnce(env, pair, signInBackOff),
  ]);
  return {
    refused: tooMany(Math.max(...waits)),
    async succeed() {
      const { burst, seconds } = scaled(env, pinByPerson);
      await forgiving(() => limiter(env, pair).succeed());
      await forgiving(() => limiter(env, person).giveBack(burst, seconds));
    },
  };
}

export async function limitPasskeys(env: Env, addressHash: string): Promise<ProblemAnswer | null> {
  return tooMany(await take(env, `passkey:${addressHash}`, passkeysByAddress));
}

async function take(env: Env, key: string, budget: Budget): Promise<number> {
  const { burst, seconds } = scaled(env, budget);
  return forgiving(() => limiter(env, key).take(burst, seconds));
}

async function tryOnce(env: Env, key: string, { freeTries, secondsMax, forgetSeconds }: BackOff): Promise<number> {
  return forgiving(() => limiter(env, key).try(freeTries * factorOf(env), secondsMax, forgetSeconds));
}

async function forgiving(ask: () => Promise<number>): Promise<number> {
  try {
    return await ask();
  } catch (error) {
    logWarning('limiter_failed', { message: error instanceof Error ? error.message : String(error) });
    return 0;
  }
}

function tooMany(waitSeconds: number): ProblemAnswer | null {
  if (waitSeconds <= 0) return null;
  const wait = waitSeconds < 120 ? `${waitSeconds} seconds` : `${Math.ceil(waitSeconds / 60)} minutes`;
  const detail = `That was too often. Please try again in ${wait}, or call the restaurant.`;
  return problem('too_many_requests', detail, {}, { 'Retry-After': String(waitSeconds) });
}

const wholeAtByUser = new BoundedMap<string, number>(5_000);

function takeLocally(key: string, { burst, seconds }: Budget): number {
  const now = Date.now();
  const wholeAt = Math.max(wholeAtByUser.get(key) ?? 0, now) + (seconds * 1000) / burst;
  const waitMs = wholeAt - now - seconds * 1000;
  if (waitMs > 0) return Math.ceil(waitMs / 1000);
  wholeAtByUser.set(key, wholeAt);
  return 0;
}

function scaled(env: Env, { burst, seconds }: Budget): Budget {
  return { burst: burst * factorOf(env), seconds };
}

/** RATE_LIMIT_FACTOR widens every budget, for tests that play many people from one address. */
function factorOf(env: Env): number {
  const factor = Number(env.RATE_LIMIT_FACTOR ?? 1);
  return Number.isFinite(factor) && factor > 0 ? factor : 1;
}
