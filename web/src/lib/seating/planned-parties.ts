import type { Reservation, SeatingPlan, Table } from '#contract';

/** What is to be told apart at a glance; each has a word and an icon of its own. */
export type PartyMark = 'planned' | 'promised' | 'moving' | 'seated' | 'left';

/** A party on the timeline. Times are epoch milliseconds. */
export interface PlannedParty {
  readonly id: number;
  readonly name: string;
  readonly partySize: number;
  readonly tableIds: readonly number[];
  readonly startsAt: number;
  readonly endsAt: number;
  readonly mark: PartyMark;
  readonly late: boolean;
  /** 0 to 100, and why these tables; null for who has left. */
  readonly score: number | null;
  readonly reasons: readonly string[];
}

/** A party that was accepted and has no table. */
export interface PartyWithoutTable {
  readonly id: number;
  readonly name: string;
  readonly partySize: number;
  readonly startsAt: number | null;
  readonly issue: string;
  readonly suggestions: readonly string[];
}

export const markWords: Readonly<Record<PartyMark, string>> = {
  planned: 'Planned',
  promised: 'Promised',
  moving: 'Being moved',
  seated: 'Seated',
  left: 'Left',
};

const markOf = { seated: 'seated', pinned: 'promised', moving: 'moving' } as const;

/** The plan with the names that the book knows, by start; who has left stands where they sat. */
export function plannedParties(
  plan: Pick<SeatingPlan, 'assignments'>,
  reservations: readonly Reservation[],
  isLate: (party: Reservation) => boolean,
): PlannedParty[] {
  const byId = new Map(reservations.map((each) => [each.id, each]));
  const present = plan.assignments.map((each): PlannedParty => {
    const party = byId.get(each.reservationId);
    return {
      id: each.reservationId,
      name: nameOf(party, each.partySize),
      partySize: each.partySize,
      tableIds: each.tableIds,
      startsAt: Date.parse(each.startsAt),
      endsAt: Date.parse(each.endsAt),
      mark: each.fixed === null ? 'planned' : markOf[each.fixed],
      late: party !== undefined && isLate(party),
      score: each.score,
      reasons: each.reasons,
    };
  });
  const inPlan = new Set(present.map(({ id }) => id));
  const past = reservations
    .filter(({ id, status, tableIds }) => status === 'completed' && tableIds !== undefined && !inPlan.has(id))
    .map((party) => whoLeft(party));
  return [...past, ...present].sort((a, b) => a.startsAt - b.startsAt || a.id - b.id);
}

function whoLeft(party: Reservation): PlannedParty {
  return {
    id: party.id,
    name: nameOf(party, party.partySize),
    partySize: party.partySize,
    tableIds: party.tableIds ?? [],
    startsAt: Date.parse(party.seatedAt ?? party.startsAt),
    endsAt: Date.parse(party.completedAt ?? party.endsAt),
    mark: 'left',
    late: false,
    score: null,
    reasons: [],
  };
}

export function partiesWithoutTable(
  plan: Pick<SeatingPlan, 'conflicts'>,
  reservations: readonly Reservation[],
): PartyWithoutTable[] {
  const byId = new Map(reservations.map((each) => [each.id, each]));
  return plan.conflicts.map(({ reservationId, issue, suggestions }) => {
    const party = byId.get(reservationId);
    return {
      id: reservationId,
      name: nameOf(party, party?.partySize ?? 0),
      partySize: party?.partySize ?? 0,
      startsAt: party === undefined ? null : Date.parse(party.startsAt),
      issue,
      suggestions,
    };
  });
}

function nameOf(party: Reservation | undefined, partySize: number): string {
  return party === undefined || party.guestInfo.name === '' ? `Party of ${String(partySize)}` : party.guestInfo.name;
}

/** `12`, `12 + 13`; a table that is no longer there is a question mark. */
export function tableNumbers(tables: readonly Pick<Table, 'id' | 'tableNumber'>[], ids: readonly number[]): string {
  return ids.map((id) => tables.find((table) => table.id === id)?.tableNumber ?? '?').join(' + ');
}
