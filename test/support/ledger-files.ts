/** The days of a stopped server as they lie on disk: raw rows, read without a line of the code that wrote them. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface LedgerLine {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface DayFile {
  readonly restaurantId: number;
  readonly date: string;
  readonly lines: readonly LedgerLine[];
  /** Names by subject: a reservation's id, a block's, or `move:…` while a move is under way. */
  readonly names: ReadonlyMap<string, string | null>;
  /** Subjects of the remembered answers, one per request key. */
  readonly keySubjects: readonly (string | null)[];
  readonly projectedSeq: number;
  /** Events that D1 would not take. */
  readonly parkedSeqs: readonly number[];
}

/** Every date on which something was accepted. Only after the server has stopped. */
export function readDayFiles(stateDir: string): DayFile[] {
  const files = globSync(join(stateDir, 'v3', 'do', 'maitred-RestaurantDay', '*.sqlite'));
  return files
    .filter((file) => !file.endsWith('metadata.sqlite'))
    .flatMap((file) => {
      const database = new DatabaseSync(file);
      try {
        return isOpened(database) ? [readDay(database)] : [];
      } finally {
        database.close();
      }
    })
    .sort((one, other) => one.date.localeCompare(other.date));
}

type Row = Record<string, string | number | null>;

function rowsOf(database: DatabaseSync, query: string): Row[] {
  return database.prepare(query).all() as Row[];
}

function isOpened(database: DatabaseSync): boolean {
  return rowsOf(database, "SELECT 1 FROM sqlite_master WHERE name = 'events'").length > 0;
}

function readDay(database: DatabaseSync): DayFile {
  const lines = rowsOf(database, 'SELECT seq, at, type, body FROM events ORDER BY seq').map(lineOf);
  const { restaurantId, serviceDate } = configurationOf(lines);
  const details = rowsOf(database, 'SELECT subject, details FROM party_details');
  const names = details.map(({ subject, details: text }): [string, string | null] => {
    const { name } = JSON.parse(String(text)) as { name?: string | null };
    return [String(subject), name ?? null];
  });
  return {
    restaurantId,
    date: serviceDate,
    lines,
    names: new Map(names),
    keySubjects: rowsOf(database, 'SELECT subject FROM request_keys').map(({ subject }) =>
      subject === null || subject === undefined ? null : String(subject),
    ),
    projectedSeq: Number(rowsOf(database, 'SELECT projected_seq FROM projection')[0]?.['projected_seq']),
    parkedSeqs: rowsOf(database, 'SELECT seq FROM projection_failures').map(({ seq }) => Number(seq)),
  };
}

function lineOf({ seq, at, type, body }: Row): LedgerLine {
  return {
    seq: Number(seq),
    at: Number(at),
    type: String(type),
    body: JSON.parse(String(body)) as Record<string, unknown>,
  };
}

/** What a day was opened with, as far as the checks ask. */
export interface OpeningConfiguration {
  readonly restaurantId: number;
  readonly serviceDate: string;
  readonly resetMinutes: number;
  readonly tables: readonly { readonly id: number; readonly partySizeMax: number }[];
}

export function configurationOf(lines: readonly LedgerLine[]): OpeningConfiguration {
  const opened = lines.find((line) => line.type === 'DayOpened')?.body['configuration'];
  if (opened === undefined) throw new Error('a ledger without DayOpened');
  return opened as OpeningConfiguration;
}
