import { DrizzleQueryError } from 'drizzle-orm/errors';

/**
 * What a failed D1 call means. D1 says it in words only, so the words stand here and nowhere else. drizzle wraps the
 * error, so the chain of causes is read.
 */
const transientWords = [
  'network connection lost',
  'storage caused object to be reset',
  'reset because its code was updated',
  'internal error while starting up d1',
  'internal error in d1',
  'd1 db is overloaded',
  'cannot resolve d1 db due to transient issue',
  'storage operation exceeded timeout',
  'd1_error: timeout',
  'requests queued for too long',
  'too many requests queued',
  'connection closed',
  'database is locked',
  'sqlite_busy',
];

/** True where the same statement may well succeed later; false where it never will (a constraint, wrong SQL). */
export function isTransient(error: unknown): boolean {
  const message = wordsOf(error);
  return transientWords.some((words) => message.includes(words));
}

const permanentWords = [
  'constraint failed',
  'datatype mismatch',
  'string or blob too big',
  'sqlite_toobig',
  'sqlite_mismatch',
  'cannot store',
  'malformed json',
];

/**
 * True where D1 refuses what this very row says, so that sending it again is useless. Anything unknown counts as a fault
 * that passes: parking a good event would be worse than trying it once more.
 */
export function isPermanent(error: unknown): boolean {
  const message = wordsOf(error);
  return permanentWords.some((words) => message.includes(words));
}

/** Something that must be unique is there already. `columns` as SQLite names them, `users.email`. */
export function isDuplicate(error: unknown, columns: string): boolean {
  const message = wordsOf(error);
  return message.includes('unique constraint failed') && message.includes(columns);
}

/** The guard of a versioned write: it sets its column to null when the version has moved on, which the column refuses. */
export function isGuardMiss(error: unknown, column: string): boolean {
  return wordsOf(error).includes(`not null constraint failed: ${column}`);
}

/** What went wrong without the statement's parameters, which may name people: this may be logged. */
export function withoutParameters(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? new Error('a D1 statement failed')) : error;
}

function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let current = error; current instanceof Error && words.length < 5; current = current.cause) {
    words.push(current.message);
  }
  return words.join(' ').toLowerCase();
}
