/** Who changed which configuration, people or permissions, and how. Rows are only ever added. */
import type { Directory } from './database.ts';
import { auditEntries } from './schema/directory.ts';

export interface AuditNote {
  readonly restaurantId: number | null;
  /** Null for what concerns the platform or one account alone. */
  readonly groupId: number | null;
  readonly actorUserId: number | null;
  /** The administrator behind an "act as". */
  readonly actingUserId?: number | null;
  /** Whom it happened to, where that is a person. */
  readonly subjectUserId?: number | null;
  /** Shortened: `203.0.113.0`. */
  readonly address?: string | null;
  /** Verb and noun, `change-settings`. */
  readonly action: string;
  /** What was and what is, without secrets. */
  readonly before: unknown;
  readonly after: unknown;
}

/** For the batch that makes the change, so that there is never one without the other. `at` in epoch milliseconds. */
export function auditStatement(database: Directory, audit: AuditNote, at: number) {
  return database.insert(auditEntries).values({ ...audit, at });
}
