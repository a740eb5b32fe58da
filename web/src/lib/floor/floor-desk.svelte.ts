import { SvelteMap } from 'svelte/reactivity';
import type { Capability, Problem, ProblemCode, Reservation, WaitlistEntry } from '#contract';
import type { DayFeed } from '#lib/live/day-feed.svelte.ts';
import { seatWaiting } from '#lib/waitlist/commands.ts';
import { move, seat, type Command, type Outcome, type SendOptions } from './commands.ts';
import { seekerAtTheDoor, type Seeker } from './table-fit.ts';

/** Refusals that are warnings: a person with the right may go on against them. */
const warnings: readonly ProblemCode[] = ['table_too_small', 'table_taken'];

/** What the house refused, and whether one may insist. */
export interface Refused {
  readonly command: Command;
  readonly problem: Problem;
  readonly canOverride: boolean;
  /** A repeated attempt under the same key is answered, not carried out twice: for when no answer came. */
  readonly key: string;
}

export interface Said {
  readonly text: string;
  readonly undo: (() => Command) | null;
}

/** A party picked up: to sit down now, or to have its plan for later changed. */
export interface Picked {
  /** Of a booking or of the waitlist; no two have the same. */
  readonly partyId: number;
  readonly seatNow: boolean;
}

/** What one person is doing at the floor: the party picked up, what is under way, what was answered. */
export class FloorDesk {
  /** Someone was picked up in the list or at a table and waits for a table to be pointed at. */
  picked: Picked | null = $state(null);
  refused: Refused | null = $state(null);
  said: Said | null = $state(null);
  /** What is being done with a table or party right now, by its id. */
  readonly busy = new SvelteMap<number, string>();

  readonly #feed: DayFeed;
  readonly #fetch: typeof globalThis.fetch;
  readonly #capabilities: ReadonlySet<Capability>;

  constructor(feed: DayFeed, capabilities: Iterable<Capability>, fetch: typeof globalThis.fetch) {
    this.#feed = feed;
    this.#capabilities = new Set(capabilities);
    this.#fetch = fetch;
  }

  may(capability: Capability): boolean {
    return this.#capabilities.has(capability);
  }

  get pickedParty(): Reservation | null {
    return this.picked === null ? null : (this.#feed.reservations.get(this.picked.partyId) ?? null);
  }

  get pickedWaiting(): WaitlistEntry | null {
    return this.picked === null ? null : (this.#feed.waitlist.get(this.picked.partyId) ?? null);
  }

  /** Whoever was picked up, as far as tables care. */
  get seeker(): Seeker | null {
    const waiting = this.pickedWaiting;
    return waiting === null ? this.pickedParty : seekerAtTheDoor(waiting, this.#feed.clock.minute);
  }

  pick(party: Reservation, seatNow: boolean): void {
    this.picked = { partyId: party.id, seatNow: seatNow || party.status === 'seated' };
    this.refused = null;
  }

  pickWaiting(entry: WaitlistEntry): void {
    this.picked = { partyId: entry.id, seatNow: true };
    this.refused = null;
  }

  putDown(): void {
    this.picked = null;
  }

  /** The party gets these tables: sits down there, moves there, or is planned there. */
  async give(party: Reservation, tableIds: readonly number[], tables: string, seatNow: boolean): Promise<boolean> {
    this.putDown();
    const sitsDown = seatNow && party.status !== 'seated';
    return this.run(sitsDown ? seat(party, tableIds, tables) : move(party, tableIds, tables));
  }

  async seatFromWaitlist(entry: WaitlistEntry, tableIds: readonly number[], tables: string): Promise<boolean> {
    this.putDown();
    return this.run(seatWaiting(entry, tableIds, tables));
  }

  /** Shows at once that something is under way, then what came of it. Answers whether it stands. */
  async run(command: Command, options: Partial<SendOptions> = {}): Promise<boolean> {
    const { override = false, key = crypto.randomUUID() } = options;
    this.refused = null;
    this.said = { text: `${command.doing} …`, undo: null };
    for (const id of command.touches) this.busy.set(id, command.doing);
    const outcome = await command.send(this.#fetch, { override, key });
    for (const id of command.touches) this.busy.delete(id);
    return this.#settle(command, outcome, key);
  }

  /** Goes on against a warning. */
  async insist(): Promise<boolean> {
    return this.refused?.canOverride ? this.run(this.refused.command, { override: true }) : false;
  }

  async tryAgain(): Promise<boolean> {
    return this.refused === null ? false : this.run(this.refused.command, { key: this.refused.key });
  }

  #settle(command: Command, outcome: Outcome, key: string): boolean {
    if (outcome.ok) {
      if (outcome.reservation !== null) this.#feed.learn(outcome.reservation);
      if (outcome.waiting !== undefined) this.#feed.learnWaiting(outcome.waiting);
      this.said = { text: command.done, undo: command.undo ?? null };
      return true;
    }
    const { problem } = outcome;
    const canOverride = warnings.includes(problem.code) && this.may('floor.override');
    this.said = null;
    this.refused = { command, problem, canOverride, key };
    return false;
  }
}
