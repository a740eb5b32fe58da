/**
 * Recomputes from a date's raw ledger who held which table when, and tells every table that was given twice. Shares no
 * code with `worker/`: it knows the events by their names alone and trusts none of their decisions.
 */
export interface LedgerLine {
  readonly seq: number;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** JSON. */
  readonly body: string;
}

export interface LedgerFindings {
  /** Two parties on one table at the same time, promised or seated, with the reset between them. */
  readonly overlaps: readonly string[];
  /** Gaps in the sequence, time running backwards, parties on tables that do not fit them, unknown events. */
  readonly faults: readonly string[];
  /** Everybody who was ever promised a table, by id; of the waitlist those who are called just now. */
  readonly parties: ReadonlyMap<string, { readonly partySize: number; readonly state: PartyState }>;
}

type PartyState = 'expected' | 'seated' | 'completed' | 'cancelled' | 'no_show' | 'gone';

interface Party {
  readonly key: string;
  partySize: number;
  tableIds: readonly number[];
  /** As promised, and as it is once seated; epoch milliseconds, without reset. */
  promised: Span;
  span: Span;
  state: PartyState;
  /** Staff may go over size, never over who sits there. */
  override: boolean;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** A party at a table, from sitting down to leaving it. */
interface Sitting extends Span {
  readonly key: string;
  readonly tableId: number;
}

interface Room {
  resetMs: number;
  tables: ReadonlyMap<number, Size>;
  combinations: ReadonlyMap<string, Size>;
}

interface Size {
  readonly partySizeMin: number;
  readonly partySizeMax: number;
}

const minuteMs = 60_000;

export function checkLedger(lines: readonly LedgerLine[]): LedgerFindings {
  const check = new LedgerCheck();
  for (const line of lines) check.read(line);
  return {
    overlaps: [...check.overlaps, ...check.sittingsOverlapping()],
    faults: check.faults,
    parties: check.parties,
  };
}

class LedgerCheck {
  readonly overlaps: string[] = [];
  readonly faults: string[] = [];
  readonly parties = new Map<string, Party>();
  /** Of everybody who ever was on the waitlist, by id. */
  readonly waitingSizes = new Map<number, number>();
  readonly #sittings: Sitting[] = [];
  #room: Room = { resetMs: 0, tables: new Map(), combinations: new Map() };
  #seq = 0;
  #at = 0;

  read(line: LedgerLine): void {
    if (line.seq !== this.#seq + 1) this.faults.push(`event ${line.seq} follows ${this.#seq}`);
    if (line.at < this.#at) this.faults.push(`time runs backwards at event ${line.seq}`);
    this.#seq = line.seq;
    this.#at = line.at;
    const event = JSON.parse(line.body) as EventBody;
    if (event.configuration !== undefined) this.#room = roomOf(event.configuration);
    const reader = readers[line.type];
    if (reader === undefined) this.faults.push(`event ${line.seq} is an unknown ${line.type}`);
    const touched = reader?.(event, this, line.at) ?? [];
    const moved = (event.moves ?? []).flatMap(({ key, tableIds }) => this.replaced(key, tableIds));
    for (const party of [...touched, ...moved]) this.#look(party, line.seq);
  }

  add(key: string, wish: Wish, tableIds: readonly number[], override: boolean): Party[] {
    const promised = { from: wish.startsAt, until: wish.startsAt + wish.durationMinutes * minuteMs };
    const { partySize } = wish;
    const party: Party = { key, partySize, tableIds, promised, span: promised, state: 'expected', override };
    this.parties.set(key, party);
    return [party];
  }

  change(id: number | undefined, fields: Partial<Party>): Party[] {
    const party = this.parties.get(String(id));
    if (party === undefined) {
      this.faults.push(`event ${this.#seq} is about ${String(id)}, which is not here`);
      return [];
    }
    Object.assign(party, fields);
    return [party];
  }

  /** The party leaves its tables, at which it sat since its span began. */
  rise(id: number | undefined, at: number, tableIds?: readonly number[]): void {
    const party = this.parties.get(String(id));
    if (party?.state !== 'seated') return;
    for (const tableId of tableIds ?? party.tableIds) {
      this.#sittings.push({ key: party.key, tableId, from: party.span.from, until: at });
    }
  }

  /** Its tables are kept from the call on, as for a party that booked. */
  call(id: number | undefined, { tableIds, calledAt, turnEndsAt }: Call): Party[] {
    const partySize = this.waitingSizes.get(id ?? 0);
    if (partySize === undefined) {
      this.faults.push(`event ${this.#seq} calls ${String(id)}, which never joined`);
      return [];
    }
    const durationMinutes = Math.ceil((turnEndsAt - calledAt) / minuteMs);
    return this.add(String(id), { partySize, startsAt: calledAt, durationMinutes }, tableIds, false);
  }

  drop(key: string): Party[] {
    this.parties.delete(key);
    return [];
  }

  replaced(key: string, tableIds: readonly number[]): Party[] {
    const party = this.parties.get(key);
    if (party === undefined) return [];
    party.tableIds = tableIds;
    return [party];
  }

  /** Whatever is wrong with where a party stands now. */
  #look(party: Party, seq: number): void {
    if (party.state !== 'expected' && party.state !== 'seated') return;
    for (const other of this.parties.values()) {
      if (other === party || (other.state !== 'expected' && other.state !== 'seated')) continue;
      const shared = party.tableIds.filter((id) => other.tableIds.includes(id));
      if (shared.length === 0 || !this.#collide(party, other)) continue;
      this.overlaps.push(`event ${seq}: ${party.key} and ${other.key} both hold table ${shared.join()}`);
    }
    if (party.tableIds.length === 0 || party.override) return;
    const size = this.#sizeOf(party.tableIds);
    if (size !== undefined && size.partySizeMin <= party.partySize && party.partySize <= size.partySizeMax) return;
    // A smaller party than the table is worth is a waste, not a fault, once the staff put it there.
    if (size !== undefined && party.state === 'seated' && party.partySize <= size.partySizeMax) return;
    this.faults.push(`event ${seq}: ${party.partySize} guests at ${party.tableIds.join('+')} do not fit`);
  }

  /** Who sits there cannot be moved: of two of those only the sittings themselves count, which are looked at in the end. */
  #collide(one: Party, other: Party): boolean {
    if (one.state === 'seated' && other.state === 'seated') return false;
    const { resetMs } = this.#room;
    const { floor } = Math;
    // A house promises whole minutes; the seconds of a party that sat down at 19:00:20 are not held against it.
    const minutesOf = ({ from, until }: Span) => [floor(from / minuteMs), floor((until + resetMs) / minuteMs)] as const;
    const [from, until] = minutesOf(one.span);
    const [otherFrom, otherUntil] = minutesOf(other.span);
    return from < otherUntil && otherFrom < until;
  }

  #sizeOf(tableIds: readonly number[]): Size | undefined {
    const [only, second] = tableIds;
    if (only !== undefined && second === undefined) return this.#room.tables.get(only);
    return this.#room.combinations.get(idsKey(tableIds));
  }

  sittingsOverlapping(): string[] {
    const open = [...this.parties.values()].filter(({ state }) => state === 'seated');
    const still = open.flatMap(({ key, tableIds, span }) =>
      tableIds.map((tableId) => ({ key, tableId, from: span.from, until: Infinity })),
    );
    return [...Map.groupBy([...this.#sittings, ...still], ({ tableId }) => tableId)].flatMap(([tableId, sittings]) => {
      sittings.sort((a, b) => a.from - b.from || a.until - b.until);
      return sittings.flatMap((next, index) => {
        const before = sittings[index - 1];
        if (before === undefined || before.until <= next.from) return [];
        return [`${before.key} still sat at table ${tableId} when ${next.key} was seated there`];
      });
    });
  }
}

interface Wish {
  readonly partySize: number;
  readonly startsAt: number;
  readonly durationMinutes: number;
}

interface Call {
  readonly tableIds: readonly number[];
  readonly calledAt: number;
  readonly turnEndsAt: number;
}

interface Booked extends Wish {
  readonly id: number;
  readonly tableIds: readonly number[];
  readonly status: string;
  readonly occupiedFrom: number | null;
  readonly occupiedUntil: number | null;
}

interface Configuration {
  readonly resetMinutes: number;
  readonly tables: readonly ({ readonly id: number } & Size)[];
  readonly combinations: readonly ({ readonly tableIds: readonly number[] } & Size)[];
}

/** Every field that any event has. */
interface EventBody {
  readonly configuration?: Configuration;
  readonly moves?: readonly { readonly key: string; readonly tableIds: readonly number[] }[];
  readonly id?: number;
  readonly reservation?: Booked;
  readonly holdId?: string | null;
  readonly hold?: Wish & { readonly holdId: string; readonly tableIds: readonly number[] };
  readonly wish?: Wish;
  readonly tableIds?: readonly number[];
  readonly leftTableIds?: readonly number[];
  readonly occupiedFrom?: number;
  readonly occupiedUntil?: number;
  readonly completedAt?: number;
  readonly override?: boolean;
  readonly party?: { readonly id: number; readonly partySize: number };
  readonly waitlistId?: number;
  readonly call?: Call;
}

/** What an event does to the parties; answers those whose place must be looked at. */
type Reader = (event: EventBody, check: LedgerCheck, at: number) => Party[];

const nothing: Reader = () => [];

const readers: Readonly<Record<string, Reader>> = {
  DayOpened: nothing,
  ConfigurationApplied: nothing,
  DayClosed: nothing,
  TablesHandedOver: nothing,
  TablesTakenOver: nothing,
  ReservationConfirmed: nothing,
  PartyArrived: nothing,
  PartyRanLate: nothing,
  CleaningStarted: nothing,
  TableReady: nothing,
  TableBlocked: nothing,
  TableUnblocked: nothing,
  MoveStarted: nothing,
  MoveRefused: nothing,
  MoveInRefused: nothing,
  HomePointed: nothing,
  HoldExtended: nothing,
  SeatingReplanned: nothing,
  HoldPlaced: ({ hold }, check) => (hold === undefined ? [] : check.add(hold.holdId, hold, hold.tableIds, false)),
  HoldReleased: ({ holdId }, check) => check.drop(holdId ?? ''),
  HoldExpired: ({ holdId }, check) => check.drop(holdId ?? ''),
  ReservationBooked({ reservation, holdId, override = false }, check) {
    check.drop(holdId ?? '');
    return reservation === undefined
      ? []
      : check.add(String(reservation.id), reservation, reservation.tableIds, override);
  },
  ReservationModified({ id, wish, tableIds = [], override = false }, check) {
    if (wish === undefined) return [];
    const promised = { from: wish.startsAt, until: wish.startsAt + wish.durationMinutes * minuteMs };
    return check.change(id, { partySize: wish.partySize, promised, span: promised, tableIds, override });
  },
  ReservationCancelled: ({ id }, check) => check.change(id, { state: 'cancelled' }),
  NoShowMarked: ({ id }, check) => check.change(id, { state: 'no_show' }),
  NoShowUndone: ({ id, tableIds = [] }, check) => check.change(id, { state: 'expected', tableIds }),
  PartySeated({ id, tableIds = [], occupiedFrom = 0, occupiedUntil = 0, override = false }, check) {
    return check.change(id, {
      state: 'seated',
      tableIds,
      span: { from: occupiedFrom, until: occupiedUntil },
      override,
    });
  },
  PartyMoved({ id, tableIds = [], leftTableIds = [], override = false }, check, at) {
    const before = check.parties.get(String(id));
    if (before?.state !== 'seated') return check.change(id, { tableIds, override });
    check.rise(id, at, leftTableIds);
    // Tables that it keeps it has kept since it sat down; those it goes to it takes from now on.
    for (const tableId of before.tableIds) if (tableIds.includes(tableId)) check.rise(id, at, [tableId]);
    return check.change(id, { tableIds, span: { from: at, until: Math.max(at, before.span.until) }, override });
  },
  PartyUnseated({ id, tableIds = [] }, check, at) {
    check.rise(id, at);
    const promised = check.parties.get(String(id))?.promised ?? { from: at, until: at };
    return check.change(id, { state: 'expected', tableIds, span: promised });
  },
  SeatingOverran({ id, occupiedUntil = 0 }, check) {
    const from = check.parties.get(String(id))?.span.from ?? 0;
    return check.change(id, { span: { from, until: occupiedUntil } });
  },
  SeatingCompleted({ id, completedAt = 0 }, check) {
    check.rise(id, completedAt);
    return check.change(id, { state: 'completed' });
  },
  WaitlistJoined({ party }, check) {
    if (party !== undefined) check.waitingSizes.set(party.id, party.partySize);
    return [];
  },
  PartyCalled: ({ waitlistId, call }, check) => (call === undefined ? [] : check.call(waitlistId, call)),
  CallExpired: ({ waitlistId }, check) => check.drop(String(waitlistId)),
  // What was kept for it is booked and seated in the events that follow.
  WaitlistSeated: ({ waitlistId }, check) => check.drop(String(waitlistId)),
  WaitlistLeft: ({ waitlistId }, check) => check.drop(String(waitlistId)),
  MovedOut: ({ id }, check) => check.change(id, { state: 'gone' }),
  MovedIn({ reservation }, check) {
    if (reservation === undefined) return [];
    const added = check.add(String(reservation.id), reservation, reservation.tableIds, false);
    const { occupiedFrom, occupiedUntil, status } = reservation;
    if (status !== 'seated' || occupiedFrom === null || occupiedUntil === null) return added;
    return check.change(reservation.id, { state: 'seated', span: { from: occupiedFrom, until: occupiedUntil } });
  },
};

function roomOf({ resetMinutes, tables, combinations }: Configuration): Room {
  return {
    resetMs: resetMinutes * minuteMs,
    tables: new Map(tables.map((table) => [table.id, table])),
    combinations: new Map(combinations.map((each) => [idsKey(each.tableIds), each])),
  };
}

function idsKey(tableIds: readonly number[]): string {
  return [...tableIds].sort((a, b) => a - b).join('+');
}

/** The raw ledger of a date, from a local server. */
export async function readLedger(origin: string, restaurantId: number, date: string): Promise<LedgerLine[]> {
  const response = await fetch(new URL(`/__local/ledger?restaurantId=${restaurantId}&date=${date}`, origin));
  if (!response.ok) throw new Error(`no ledger: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { rows: LedgerLine[] }).rows;
}
