import type { Table } from '#contract';
import type { PlannedParty } from './planned-parties.ts';

const hour_ms = 3_600_000;
/** A quiet evening still looks like an evening. */
const hoursMin = 4;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whole hours around everybody, in the zone's own hours: an offset of half an hour shifts the clock, not the grid. */
export function spanOf(parties: readonly Pick<PlannedParty, 'startsAt' | 'endsAt'>[]): Span | null {
  if (parties.length === 0) return null;
  const from = Math.floor(Math.min(...parties.map(({ startsAt }) => startsAt)) / hour_ms) * hour_ms;
  const last = Math.ceil(Math.max(...parties.map(({ endsAt }) => endsAt)) / hour_ms) * hour_ms;
  return { from, to: Math.max(last, from + hoursMin * hour_ms) };
}

export function hoursOf({ from, to }: Span): number[] {
  return Array.from({ length: Math.round((to - from) / hour_ms) }, (_, index) => from + index * hour_ms);
}

/** Where an instant stands, in percent of the span. */
export function placeOf(at: number, { from, to }: Span): number {
  return (Math.min(Math.max(at, from), to) - from) / ((to - from) / 100);
}

/** An area as the house calls it. */
export interface NamedArea {
  readonly key: string;
  readonly name: string;
}

export interface AreaRows extends NamedArea {
  readonly tables: readonly Table[];
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** Tables by area, in the order in which the house names its areas, then by number. */
export function areaRows(tables: readonly Table[], areas: readonly NamedArea[]): AreaRows[] {
  const order = new Map(areas.map(({ key }, index) => [key, index]));
  return [...Map.groupBy(tables, ({ location }) => location)]
    .map(([key, members]) => ({
      key,
      name: areas.find((area) => area.key === key)?.name ?? key,
      tables: members.toSorted((a, b) => byNumber.compare(a.tableNumber, b.tableNumber)),
    }))
    .sort((a, b) => (order.get(a.key) ?? areas.length) - (order.get(b.key) ?? areas.length));
}

/** A bar, or a part of one: a joined party spans rows that lie together, and has a bar on each row that lies apart. */
export interface Piece {
  readonly party: PlannedParty;
  readonly row: number;
  readonly rows: number;
  /** Lies over another party at the same table at the same time. */
  readonly clashes: boolean;
  /** Where a party stood before the plan that is shown. */
  readonly ghost: boolean;
}

/** The bars of one area. `before` are the parties that a plan would move, at the tables that they would leave. */
export function piecesOf(
  { tables }: AreaRows,
  parties: readonly PlannedParty[],
  before: readonly PlannedParty[] = [],
): Piece[] {
  const rowOf = new Map(tables.map(({ id }, index) => [id, index]));
  const place = (all: readonly PlannedParty[], ghost: boolean): Piece[] =>
    all.flatMap((party) =>
      runs(party.tableIds.flatMap((id) => rowOf.get(id) ?? [])).map(([row, rows]) => ({
        ...{ party, row, rows, ghost },
        clashes:
          !ghost && parties.some((other) => isBefore(other, party) && sharesTable(other, party, tables, row, rows)),
      })),
    );
  return [...place(before, true), ...place(parties, false)];
}

/** Rows that follow each other: `[first, how many]`. */
function runs(rows: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const row of rows.toSorted((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === row) last[1] += 1;
    else found.push([row, 1]);
  }
  return found;
}

function isBefore(a: PlannedParty, b: PlannedParty): boolean {
  return a.startsAt < b.startsAt || (a.startsAt === b.startsAt && a.id < b.id);
}

function sharesTable(a: PlannedParty, b: PlannedParty, tables: readonly Table[], row: number, rows: number): boolean {
  if (a.endsAt <= b.startsAt || b.endsAt <= a.startsAt) return false;
  return tables.slice(row, row + rows).some(({ id }) => a.tableIds.includes(id));
}

/** The party that an arrow key leads to: the one before or after, or the nearest in time on a row above or below. */
export function nextParty(
  shown: readonly { readonly id: number; readonly row: number; readonly startsAt: number }[],
  fromId: number,
  key: string,
): number | null {
  const from = shown.find(({ id }) => id === fromId);
  if (from === undefined) return shown[0]?.id ?? null;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[key];
  if (step === undefined) return null;
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const distance = (each: { row: number; startsAt: number }): number =>
    sideways
      ? Math.abs(each.startsAt - from.startsAt)
      : Math.abs(each.row - from.row) * 1e12 + Math.abs(each.startsAt - from.startsAt);
  const ahead = shown.filter(
    (each) =>
      each.id !== fromId &&
      (sideways
        ? each.row === from.row && Math.sign(each.startsAt - from.startsAt) === step
        : Math.sign(each.row - from.row) === step),
  );
  return ahead.sort((a, b) => distance(a) - distance(b))[0]?.id ?? null;
}
