/**
 * The ledger in the object's SQLite. Every method is synchronous, so whoever calls several of them inside one
 * transaction cannot let anything come between.
 */
import { eventVersion } from '../domain/reservation/events.ts';
import type { DayEvent, DayEventType, LedgerEntry } from '../domain/reservation/events.ts';
import type { Tended } from '../domain/reservation/improvement-due.ts';
import { isCreated, isEntombed, migrate } from './migrations.ts';

/** Personal details and free text of a party or a block; what is absent was never given. */
export interface PartyDetails {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly specialRequests?: string;
  readonly occasion?: string;
  readonly notes?: string;
}

/** A change of details: null empties a field. */
export type DetailsChange = { readonly [K in keyof PartyDetails]: string | null | undefined };

export interface DetailsRow {
  readonly details: PartyDetails;
  readonly guestId: number | null;
}

export interface RememberedKey {
  readonly key: string;
  readonly bodyHash: string;
  /** What the answer is about: a reservation's id, a hold's or a block's. */
  readonly subject: string | null;
  readonly seq: number;
  /** The change of date that this request began, while it has not ended. */
  readonly moveId: string | null;
  /** The guest as far as it was known then: the projection finds out later, and the same answer is due again. */
  readonly guestId: number | null;
}

export interface ProjectionFailure {
  readonly seq: number;
  readonly error: string;
}

type EventRow = { seq: number; type: string; v: number; at: number; actor: string; source: string; body: string };
type KeyRow = {
  key: string;
  body_hash: string;
  subject: string | null;
  seq: number;
  move_id: string | null;
  guest_id: number | null;
};

const keptKeysMs = 24 * 3_600_000;

export class Ledger {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** False until the first command was accepted. */
  get created(): boolean {
    return isCreated(this.#sql);
  }

  /** True once the day was archived. */
  get entombed(): boolean {
    return isEntombed(this.#sql);
  }

  /** Leaves a tombstone where the ledger was; inside a transaction. */
  entomb(): void {
    for (const table of [
      'events',
      'party_details',
      'request_keys',
      'projection',
      'projection_failures',
      'tended',
      'schema_version',
    ]) {
      this.#sql.exec(`DROP TABLE ${table}`);
    }
    this.#sql.exec('CREATE TABLE tombstone (id INTEGER PRIMARY KEY) STRICT');
  }

  /** Creates or upgrades the tables; inside a transaction. */
  prepare(): void {
    migrate(this.#sql);
  }

  /** The seq of the last event; 0 for an empty ledger. */
  head(): number {
    return this.#sql.exec<{ head: number }>('SELECT coalesce(max(seq), 0) AS head FROM events').one().head;
  }

  /** Events after `seq`, up to `until` if given, in order. */
  after(seq: number, until?: number): LedgerEntry[] {
    const rows = this.#sql.exec<EventRow>(
      'SELECT seq, type, v, at, actor, source, body FROM events WHERE seq > ? AND seq <= ? ORDER BY seq',
      seq,
      until ?? Number.MAX_SAFE_INTEGER,
    );
    return [...rows].map(readEntry);
  }

  append(entries: readonly LedgerEntry[]): void {
    for (const { seq, at, actor, source, event } of entries) {
      const { type, ...body } = event;
      this.#sql.exec(
        'INSERT INTO events (seq, type, v, at, actor, source, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
        seq,
        type,
        eventVersion,
        at,
        JSON.stringify(actor),
        source,
        JSON.stringify(body),
      );
    }
  }

  details(subject: string): DetailsRow {
    const row = this.#sql
      .exec<{ details: string; guest_id: number | null }>(
        'SELECT details, guest_id FROM party_details WHERE subject = ?',
        subject,
      )
      .toArray()[0];
    if (row === undefined) return { details: {}, guestId: null };
    return { details: JSON.parse(row.details) as PartyDetails, guestId: row.guest_id };
  }

  /** Everybody's, by subject: one read for a list of the day. */
  allDetails(): Map<string, DetailsRow> {
    const rows = this.#sql.exec<{ subject: string; details: string; guest_id: number | null }>(
      'SELECT subject, details, guest_id FROM party_details',
    );
    const all = new Map<string, DetailsRow>();
    for (const row of rows) {
      all.set(row.subject, { details: JSON.parse(row.details) as PartyDetails, guestId: row.guest_id });
    }
    return all;
  }

  changeDetails(subject: string, change: DetailsChange): void {
    const before = this.details(subject);
    const merged: DetailsChange = { ...before.details, ...change };
    const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => typeof value === 'string'));
    this.putDetails(subject, { details: kept, guestId: before.guestId });
  }

  putDetails(subject: string, row: DetailsRow): void {
    this.#sql.exec(
      `INSERT INTO party_details (subject, details, guest_id) VALUES (?, ?, ?)
       ON CONFLICT (subject) DO UPDATE SET details = excluded.details, guest_id = excluded.guest_id`,
      subject,
      JSON.stringify(row.details),
      row.guestId,
    );
  }

  setGuest(subject: string, guestId: number): void {
    this.#sql.exec('UPDATE party_details SET guest_id = ? WHERE subject = ?', guestId, subject);
  }

  #dropDetails(subject: string): void {
    this.#sql.exec('DELETE FROM party_details WHERE subject = ?', subject);
  }

  rememberedKey(key: string): RememberedKey | null {
    const row = this.#sql
      .exec<KeyRow>('SELECT key, body_hash, subject, seq, move_id, guest_id FROM request_keys WHERE key = ?', key)
      .toArray()[0];
    return row === undefined ? null : readKey(row);
  }

  /** The keys of one reservation, which travel with it to another date. */
  keysOf(subject: string): RememberedKey[] {
    const rows = this.#sql.exec<KeyRow>(
      'SELECT key, body_hash, subject, seq, move_id, guest_id FROM request_keys WHERE subject = ?',
      subject,
    );
    return [...rows].map(readKey);
  }

  remember(remembered: RememberedKey, at: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO request_keys (key, body_hash, subject, seq, move_id, guest_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      remembered.key,
      remembered.bodyHash,
      remembered.subject,
      remembered.seq,
      remembered.moveId,
      remembered.guestId,
      at,
    );
  }

  /** The details of a change of date wait here until the target has decided; nulls must survive the wait. */
  putPendingDetails(moveId: string, change: DetailsChange): void {
    this.putDetails(pendingSubject(moveId), { details: change as PartyDetails, guestId: null });
  }

  pendingDetails(moveId: string): DetailsChange {
    return this.details(pendingSubject(moveId)).details;
  }

  /**
   * Once accepted, names and contacts live on the other date alone, and the request's key is an ordinary answer. A
   * refused move leaves nothing behind.
   */
  endMove(moveId: string, subject: string, accepted: boolean): void {
    this.#dropDetails(pendingSubject(moveId));
    if (accepted) {
      this.#dropDetails(subject);
      this.#sql.exec('UPDATE request_keys SET move_id = NULL WHERE move_id = ?', moveId);
    } else {
      this.#sql.exec('DELETE FROM request_keys WHERE move_id = ?', moveId);
    }
  }

  forgetOldKeys(now: number): void {
    this.#sql.exec('DELETE FROM request_keys WHERE at < ?', now - keptKeysMs);
  }

  projectedSeq(): number {
    return this.#sql.exec<{ projected_seq: number }>('SELECT projected_seq FROM projection').one().projected_seq;
  }

  setProjectedSeq(seq: number): void {
    this.#sql.exec('UPDATE projection SET projected_seq = ? WHERE projected_seq < ?', seq, seq);
  }

  /** Up to which event the plan has been looked over for a better one, and when on the day's clock; zeros: never. */
  tended(): Tended {
    return this.#sql.exec<{ seq: number; at: number }>('SELECT seq, at FROM tended').one();
  }

  setTended({ seq, at }: Tended): void {
    this.#sql.exec('UPDATE tended SET seq = ?, at = ?', seq, at);
  }

  park(seq: number, error: string, at: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO projection_failures (seq, error, at) VALUES (?, ?, ?)', seq, error, at);
  }

  parked(): ProjectionFailure[] {
    return [
      ...this.#sql.exec<{ seq: number; error: string }>('SELECT seq, error FROM projection_failures ORDER BY seq'),
    ];
  }
}

function pendingSubject(moveId: string): string {
  return `move:${moveId}`;
}

function readKey(row: KeyRow): RememberedKey {
  return {
    key: row.key,
    bodyHash: row.body_hash,
    subject: row.subject,
    seq: row.seq,
    moveId: row.move_id,
    guestId: row.guest_id,
  };
}

function readEntry(row: EventRow): LedgerEntry {
  if (row.v !== eventVersion) throw new Error(`event ${String(row.seq)} has version ${String(row.v)}, unknown here`);
  const body = JSON.parse(row.body) as Record<string, unknown>;
  return {
    seq: row.seq,
    at: row.at,
    actor: JSON.parse(row.actor) as LedgerEntry['actor'],
    source: row.source,
    event: { type: row.type as DayEventType, ...body } as DayEvent,
  };
}

/** The ledger is longer than memory knew; memory is thrown away and read again. */
export class StaleMemory extends Error {}
