/**
 * Evenings with a queue at the door, played minute by minute: booked parties come late, or not at all, everyone stays as
 * long as they like, and walk-ins are told a wait when they join. The house sees what it would see in service: planned
 * turns, and who still sits. Stays are drawn around medians that differ from the configured turns; what the house
 * believes of them it has learned from earlier stays of the same kind.
 */
import { type Chance, chanceFrom } from '../../../worker/domain/chance.ts';
import type { HouseModel, PastParty } from '../../../worker/domain/forecast/house-model.ts';
import { learnHouse } from '../../../worker/domain/forecast/learn-house.ts';
import { predictEnd } from '../../../worker/domain/forecast/predict-end.ts';
import { stayOfParty } from '../../../worker/domain/forecast/turns.ts';
import { findBestTable } from '../../../worker/domain/seating/find-best-table.ts';
import { type Occupancy, prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { SeatingOccupant, SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { quoteWait } from '../../../worker/domain/seating/quote-wait.ts';
import { reassignAll } from '../../../worker/domain/seating/reassign-all.ts';
import { dinnerRequests, emptyFloor } from '../seating/dinner-days.ts';

export interface EveningKind {
  readonly tables: number;
  /** Requests for tables ahead of the evening. */
  readonly bookings: number;
  readonly walkIns: number;
  /** Of the logarithm of stays: about the share of its usual stay by which a party leaves sooner or later. */
  readonly stayDeviation: number;
}

/** A quote as it was given and what came of it; minutes. `waited` null: never seated. */
export interface Quoted {
  readonly minutes: number | null;
  readonly from: number | null;
  readonly until: number | null;
  readonly waited: number | null;
}

const turnTimes = [
  { partySizeMax: 2, minutes: 90 },
  { partySizeMax: 4, minutes: 105 },
  { partySizeMax: 6, minutes: 120 },
  { partySizeMax: 8, minutes: 150 },
];
const resetMinutes = 10;
const firstMinute = 17 * 60;
const lastStartMinute = 21 * 60 + 30;
const noShowShare = 0.05;
const noShowKnownMinutes = 30;
const closeMinute = 24 * 60;
/** Told more than this, a party walks on. */
const patienceMinutes = 60;

/** What parties really take: less than configured for two, more for six, and nobody alike. */
function drawStay(partySize: number, deviation: number, chance: Chance): number {
  const share = partySize <= 2 ? 0.86 : partySize <= 4 ? 0.97 : 1.04;
  return Math.max(25, turnOf(partySize) * share * Math.exp(chance.normal(0, deviation)));
}

function turnOf(partySize: number): number {
  return (turnTimes.find(({ partySizeMax }) => partySize <= partySizeMax) ?? turnTimes.at(-1)!).minutes;
}

/** What the house knows after some weeks of service. */
export function learnedFrom(seed: string, stays: number, stayDeviation: number): HouseModel {
  const chance = chanceFrom(`history ${seed}`);
  const history = Array.from({ length: stays }, (): PastParty => {
    const partySize = chance.weighted([
      [2, 50],
      [3, 15],
      [4, 18],
      [6, 12],
      [8, 5],
    ] as const);
    return {
      serviceDate: `2026-0${chance.whole(6, 9)}-${String(chance.whole(1, 28)).padStart(2, '0')}`,
      weekday: 5,
      period: 'Dinner',
      minute: firstMinute,
      partySize,
      durationConfigured: turnOf(partySize),
      leadMinutes: 1_000,
      source: 'online',
      status: 'completed',
      stayMinutes: drawStay(partySize, stayDeviation, chance),
      priorVisits: 0,
      priorNoShows: 0,
      cancelledLeadMinutes: null,
    };
  });
  return learnHouse(history, { turnTimes, learnedOn: '2026-10-01' });
}

interface Guest {
  readonly key: string;
  readonly partySize: number;
  /** When it stands at the door; null: it never comes. */
  readonly arrives: number | null;
  readonly stay: number;
  readonly quote: Omit<Quoted, 'waited'> | null;
}

interface Sitting {
  readonly guest: Guest;
  readonly since: number;
  readonly leaves: number;
}

/** Every quote of an evening to a party that could not be seated at once. */
export function playEvening(kind: EveningKind, seed: string, model: HouseModel): Quoted[] {
  const chance = chanceFrom(`evening ${seed}`);
  const { room, booked } = bookedRoom(kind, chance);
  const evening = new Evening(room, model);
  const walkIns = Array.from({ length: kind.walkIns }, () => drawWalkIn(kind, chance)).sort((a, b) => a.at - b.at);
  const quotes: { guest: Guest; joined: number }[] = [];
  for (let minute = firstMinute; minute <= closeMinute; minute += 1) {
    evening.clear(minute);
    for (const guest of booked.filter(({ arrives }) => arrives === minute)) evening.receive(guest, true);
    evening.releaseNoShows(minute, booked);
    evening.seatQueue(minute);
    for (const { partySize, stay } of walkIns.filter(({ at }) => at === minute)) {
      const quote = evening.quote(minute, partySize);
      if (quote.minutes === null || quote.minutes > patienceMinutes) continue;
      const guest = { key: `w${String(quotes.length)}-${String(minute)}`, partySize, arrives: minute, stay, quote };
      evening.receive(guest, false);
      evening.seatQueue(minute);
      quotes.push({ guest, joined: minute });
    }
  }
  return quotes
    .map(({ guest, joined }) => {
      const since = evening.seatedAt.get(guest.key);
      return { ...guest.quote!, waited: since === undefined ? null : since - joined };
    })
    .filter(({ minutes, waited }) => minutes !== 0 || waited !== 0);
}

function drawWalkIn({ stayDeviation }: EveningKind, chance: Chance) {
  const partySize = chance.weighted([
    [2, 60],
    [3, 18],
    [4, 18],
    [6, 4],
  ] as const);
  const at = Math.round(Math.min(lastStartMinute - 30, Math.max(firstMinute, chance.normal(19.2 * 60, 80))));
  return { at, partySize, stay: drawStay(partySize, stayDeviation, chance) };
}

/** The book as it stands when the doors open. */
function bookedRoom(kind: EveningKind, chance: Chance): { room: SeatingProblem; booked: Guest[] } {
  let room: SeatingProblem = emptyFloor(kind.tables);
  const booked: Guest[] = [];
  const requests = dinnerRequests(kind.bookings * 2, chance.whole(1, 1e9)).filter(
    ({ startMinute }) => startMinute >= firstMinute,
  );
  for (const [index, request] of requests.slice(0, kind.bookings).entries()) {
    const endMinute = request.startMinute + turnOf(request.partySize) + resetMinutes;
    const decision = findBestTable(prepareOccupancy(room), { ...request, endMinute });
    if (!decision.ok) continue;
    const key = `b${String(index)}`;
    const moved = new Map(decision.moves.map((move) => [move.key, move.tableIds]));
    const occupants = room.occupants.map((each) => ({ ...each, tableIds: moved.get(each.key) ?? each.tableIds }));
    const newcomer = { ...request, endMinute, key, tableIds: decision.tableIds, movable: true };
    room = { ...room, occupants: [...occupants, newcomer] };
    const lateness = Math.round(Math.min(25, Math.max(-8, chance.normal(2, 7))));
    const arrives = chance.happens(noShowShare) ? null : request.startMinute + lateness;
    booked.push({
      key,
      partySize: request.partySize,
      arrives,
      stay: drawStay(request.partySize, kind.stayDeviation, chance),
      quote: null,
    });
  }
  return { room, booked };
}

/** The room in service: what a house does by itself, in the order in which it would. */
class Evening {
  readonly seatedAt = new Map<string, number>();
  #room: SeatingProblem;
  #occupancy: Occupancy | null = null;
  #sitting = new Map<string, Sitting>();
  /** Booked parties that stand at the door come first, then walk-ins in the order in which they joined. */
  #atDoor: { guest: Guest; booked: boolean }[] = [];
  readonly #model: HouseModel;

  constructor(room: SeatingProblem, model: HouseModel) {
    this.#room = room;
    this.#model = model;
  }

  /** Who leaves now, and who sits longer than planned. */
  clear(minute: number): void {
    const before = this.#room.occupants;
    const occupants = before.flatMap((occupant): SeatingOccupant[] => {
      const sitting = this.#sitting.get(occupant.key);
      if (sitting === undefined) return [occupant];
      const ready = Math.ceil(sitting.leaves) + resetMinutes;
      if (ready <= minute) {
        this.#sitting.delete(occupant.key);
        return [];
      }
      if (sitting.leaves <= minute)
        return [occupant.endMinute === ready ? occupant : { ...occupant, endMinute: ready }];
      if (occupant.endMinute - resetMinutes > minute) return [occupant];
      return [{ ...occupant, endMinute: minute + 15 + resetMinutes }];
    });
    if (occupants.length === before.length && occupants.every((each, index) => each === before[index])) return;
    this.#put(occupants);
    this.#replan();
  }

  receive(guest: Guest, booked: boolean): void {
    const entry = { guest, booked };
    const at = this.#atDoor.findIndex((each) => !each.booked);
    if (booked && at >= 0) this.#atDoor.splice(at, 0, entry);
    else this.#atDoor.push(entry);
  }

  releaseNoShows(minute: number, booked: readonly Guest[]): void {
    const gone = new Set(booked.filter(({ arrives }) => arrives === null).map(({ key }) => key));
    const isGone = ({ key, startMinute }: SeatingOccupant) =>
      gone.has(key) && startMinute + noShowKnownMinutes <= minute;
    if (this.#room.occupants.some(isGone)) this.#put(this.#room.occupants.filter((each) => !isGone(each)));
  }

  seatQueue(minute: number): void {
    for (const { guest, booked } of [...this.#atDoor]) {
      const seated = booked ? this.#seatAsPlanned(guest, minute) || this.#seat(guest, minute, guest.key) : false;
      if (seated || (!booked && minute <= lastStartMinute && this.#seat(guest, minute, undefined))) {
        this.#sitting.set(guest.key, { guest, since: minute, leaves: minute + guest.stay });
        this.seatedAt.set(guest.key, minute);
        this.#atDoor = this.#atDoor.filter((each) => each.guest !== guest);
      }
    }
  }

  /** At the tables that were planned, if nobody sits there; who is late gives up the minutes, not the table. */
  #seatAsPlanned({ key }: Guest, minute: number): boolean {
    const planned = this.#room.occupants.find((each) => each.key === key);
    if (planned === undefined || planned.tableIds.length === 0) return false;
    const inUse = this.#room.occupants.some(
      (each) => !each.movable && each.tableIds.some((tableId) => planned.tableIds.includes(tableId)),
    );
    if (inUse) return false;
    const seated = { ...planned, startMinute: minute, movable: false };
    this.#put(this.#room.occupants.map((each) => (each === planned ? seated : each)));
    return true;
  }

  #seat({ key, partySize }: Guest, minute: number, exclude: string | undefined): boolean {
    const endMinute = minute + turnOf(partySize) + resetMinutes;
    const party = { partySize, startMinute: minute, endMinute, channel: 'walk_in' } as const;
    const request = { ...party, requiredFeatures: [], wishedFeatures: [] };
    const decision = findBestTable(this.#seen(), request, { exclude });
    if (!decision.ok) return false;
    const moved = new Map(decision.moves.map((move) => [move.key, move.tableIds]));
    const others = this.#room.occupants
      .filter((each) => each.key !== key)
      .map((each) => ({ ...each, tableIds: moved.get(each.key) ?? each.tableIds }));
    this.#put([...others, { ...request, key, tableIds: decision.tableIds, movable: false }]);
    return true;
  }

  quote(minute: number, partySize: number): Omit<Quoted, 'waited'> {
    const ends = this.#room.occupants.flatMap(({ key, partySize: size, startMinute }) => {
      const sitting = this.#sitting.get(key);
      // Gone already: the table is only being cleared.
      if (sitting !== undefined && sitting.leaves <= minute) return [];
      const party = { partySize: size, durationMinutes: turnOf(size), period: 'Dinner', weekday: 5 };
      const since = sitting?.since ?? Math.max(minute, startMinute);
      return [[key, predictEnd(stayOfParty(this.#model.turns, party), since, Math.max(minute, since))] as const];
    });
    return quoteWait({
      now: minute,
      partySize,
      problem: this.#room,
      // Those who booked stand in the room's plan already.
      waiting: this.#atDoor.flatMap(({ guest, booked }) => (booked ? [] : [guest])),
      ends: new Map(ends),
      turnMinutes: turnOf,
      resetMinutes,
      lastStartMinute,
      noShows: { share: noShowShare, knownAfterMinutes: noShowKnownMinutes },
    });
  }

  #seen(): Occupancy {
    this.#occupancy ??= prepareOccupancy(this.#room);
    return this.#occupancy;
  }

  #put(occupants: readonly SeatingOccupant[]): void {
    this.#room = { ...this.#room, occupants };
    this.#occupancy = null;
  }

  #replan(): void {
    const { assignments, unplaced } = reassignAll(this.#room);
    const tables = new Map(assignments.map(({ key, tableIds }) => [key, tableIds]));
    for (const key of unplaced) tables.set(key, []);
    this.#put(this.#room.occupants.map((each) => ({ ...each, tableIds: tables.get(each.key) ?? each.tableIds })));
  }
}
