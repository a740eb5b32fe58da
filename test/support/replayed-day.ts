/**
 * A second reading of the ledger, written from the list of events alone and on purpose not with the fold it is to check:
 * which party holds which tables when, its status and its version, after every line.
 */
import { type LedgerLine, configurationOf } from './ledger-files.ts';

export type PartyStatus = 'pending' | 'confirmed' | 'seated' | 'completed' | 'cancelled' | 'no_show';

export interface Party {
  readonly id: number;
  version: number;
  status: PartyStatus;
  tableIds: readonly number[];
  time: string;
  partySize: number;
  from: number;
  /** Without the reset. */
  until: number;
  /** The move under way. */
  moveId: string | null;
}

export interface Hold {
  tableIds: readonly number[];
  readonly partySize: number;
  readonly from: number;
  readonly until: number;
}

interface Wish {
  readonly time: string;
  readonly partySize: number;
  readonly startsAt: number;
  readonly durationMinutes: number;
}
type StoredReservation = Wish & {
  readonly id: number;
  readonly version: number;
  readonly status: PartyStatus;
  readonly tableIds: readonly number[];
  readonly occupiedFrom: number | null;
  readonly occupiedUntil: number | null;
};
type Call = { readonly tableIds: readonly number[]; readonly calledAt: number; readonly turnEndsAt: number };
type Changes = readonly { readonly key: string; readonly tableIds: readonly number[] }[];

const minuteMs = 60_000;

/** From which statuses an event may take a party, and where to. Events that leave the status alone are not here. */
const transitions: Readonly<Record<string, readonly [from: readonly PartyStatus[], to: PartyStatus]>> = {
  ReservationConfirmed: [['pending'], 'confirmed'],
  ReservationCancelled: [['pending', 'confirmed'], 'cancelled'],
  PartySeated: [['confirmed', 'no_show'], 'seated'],
  PartyUnseated: [['seated'], 'confirmed'],
  SeatingCompleted: [['seated'], 'completed'],
  NoShowMarked: [['confirmed'], 'no_show'],
  NoShowUndone: [['no_show'], 'confirmed'],
};

export class ReplayedDay {
  readonly configuration;
  readonly parties = new Map<number, Party>();
  readonly holds = new Map<string, Hold>();
  /** Sizes of the parties on the waitlist, and what is kept for those that were called, by their ids as text. */
  readonly waiting = new Map<string, number>();
  readonly calls = new Map<string, Hold>();
  /** Where those went that are no longer here. */
  readonly departed = new Map<number, string>();
  closed = false;
  readonly complaints: string[] = [];

  constructor(lines: readonly LedgerLine[]) {
    this.configuration = configurationOf(lines);
  }

  apply({ type, body, seq }: LedgerLine): void {
    const complain = (what: string): void => void this.complaints.push(`seq ${String(seq)} ${type}: ${what}`);
    if (this.#applyHold(type, body) || this.#applyWaitlist(type, body) || this.#applyArrival(type, body)) {
      this.#applyMoves(body);
      return;
    }
    if (type === 'DayClosed') this.closed = true;
    if (type === 'HomePointed') {
      this.departed.set(Number(body['id']), String(body['date']));
      return;
    }
    if (body['id'] === undefined) {
      this.#applyMoves(body);
      return;
    }
    const party = this.parties.get(Number(body['id']));
    if (party === undefined) {
      complain(`reservation ${JSON.stringify(body['id'])} is not here`);
      return;
    }
    if (party.moveId !== null && !['MovedOut', 'MoveRefused'].includes(type)) {
      complain(`reservation ${String(party.id)} is on its way to another date`);
    }
    const transition = transitions[type];
    if (transition !== undefined) {
      if (!transition[0].includes(party.status)) complain(`${party.status} may not become ${transition[1]}`);
      party.status = transition[1];
    }
    party.version += 1;
    this.#applyFields(type, body, party);
    this.#applyMoves(body);
  }

  #applyHold(type: string, body: LedgerLine['body']): boolean {
    if (type === 'HoldPlaced') {
      const hold = body['hold'] as Wish & { holdId: string; tableIds: readonly number[] };
      const { partySize, tableIds } = hold;
      this.holds.set(hold.holdId, { tableIds, partySize, ...spanOf(hold) });
    } else if (type === 'HoldReleased' || type === 'HoldExpired') {
      if (!this.holds.delete(String(body['holdId'])))
        this.complaints.push(`${type}: hold ${String(body['holdId'])} is not here`);
    } else return type === 'HoldExtended';
    return true;
  }

  #applyWaitlist(type: string, body: LedgerLine['body']): boolean {
    if (type === 'WaitlistJoined') {
      const { id, partySize } = body['party'] as { id: number; partySize: number };
      this.waiting.set(String(id), partySize);
      return true;
    }
    if (!['PartyCalled', 'CallExpired', 'WaitlistSeated', 'WaitlistLeft'].includes(type)) return false;
    const id = String(body['waitlistId']);
    const partySize = this.waiting.get(id);
    if (partySize === undefined) this.complaints.push(`${type}: nobody ${id} is on the waitlist`);
    if (type !== 'PartyCalled') {
      if (!this.calls.delete(id) && type === 'CallExpired') this.complaints.push(`${type}: ${id} was not called`);
      return true;
    }
    if (this.calls.has(id)) this.complaints.push(`${type}: ${id} is called already`);
    const { tableIds, calledAt, turnEndsAt } = body['call'] as Call;
    this.calls.set(id, { tableIds, partySize: partySize ?? 0, from: calledAt, until: turnEndsAt });
    return true;
  }

  #applyArrival(type: string, body: LedgerLine['body']): boolean {
    if (type !== 'ReservationBooked' && type !== 'MovedIn') return false;
    const reservation = body['reservation'] as StoredReservation;
    const { id, version, status, tableIds, time, partySize, occupiedFrom, occupiedUntil } = reservation;
    if (this.parties.has(id)) this.complaints.push(`${type}: reservation ${String(id)} is here already`);
    const planned = spanOf(reservation);
    const span =
      status === 'seated' ? { from: occupiedFrom ?? planned.from, until: occupiedUntil ?? planned.until } : planned;
    this.parties.set(id, { id, version, status, tableIds, time, partySize, ...span, moveId: null });
    this.departed.delete(id);
    if (typeof body['holdId'] === 'string') this.holds.delete(body['holdId']);
    return true;
  }

  #applyFields(type: string, body: LedgerLine['body'], party: Party): void {
    const tableIds = body['tableIds'] as readonly number[] | undefined;
    if (tableIds !== undefined) party.tableIds = tableIds;
    switch (type) {
      case 'ReservationModified': {
        const wish = body['wish'] as Wish;
        Object.assign(party, { time: wish.time, partySize: wish.partySize, ...spanOf(wish) });
        return;
      }
      case 'PartySeated':
        party.from = Number(body['occupiedFrom']);
        party.until = Number(body['occupiedUntil']);
        return;
      case 'SeatingOverran':
        party.until = Number(body['occupiedUntil']);
        return;
      case 'MoveStarted':
        party.moveId = (body['move'] as { moveId: string }).moveId;
        return;
      case 'MoveRefused':
        party.moveId = null;
        return;
      case 'MovedOut':
        this.parties.delete(party.id);
        this.departed.set(party.id, String(body['targetDate']));
        return;
      default:
    }
  }

  #applyMoves(body: LedgerLine['body']): void {
    for (const { key, tableIds } of (body['moves'] as Changes | undefined) ?? []) {
      const hold = this.holds.get(key);
      const party = this.parties.get(Number(key));
      if (hold !== undefined) hold.tableIds = tableIds;
      // Whoever was called can only lose what was kept.
      else if (tableIds.length === 0 && this.calls.delete(key)) continue;
      else if (party === undefined) this.complaints.push(`a plan for ${key}, who is not here`);
      else {
        party.tableIds = tableIds;
        party.version += 1;
      }
    }
  }
}

function spanOf({ startsAt, durationMinutes }: Wish): { from: number; until: number } {
  return { from: startsAt, until: startsAt + durationMinutes * minuteMs };
}
